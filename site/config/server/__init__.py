"""The web server of a public site: granian, with what it lacks to run for years.

`python -m config.server` listens (`sockets`), starts processes that load the application (`loading`), and looks after them
(`supervisor`): it replaces those that are old, large, stuck or dead, and on SIGHUP all of them, each only when the next one
is ready. In a process every request passes `limits` and is timed by `watching`. Settings: `options`.

The first process imports neither Django nor the rooms, so that a reload runs the code that lies on the disk by then.
"""

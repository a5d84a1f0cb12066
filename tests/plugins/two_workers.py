"""A site of two addresses for test_two_workers: settings, addresses and, as a program, a server.

`python -m tests.plugins.two_workers` serves it on a free port of the loopback and writes the port to its output.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from config.wsgi import application

    class Handler(WSGIRequestHandler):
        """Says nothing about requests."""

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the standard library
            """Nothing."""

    class Server(ThreadingMixIn, WSGIServer):
        """A thread for each request."""

        daemon_threads = True

    with make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
    sys.exit()

from config.settings.development import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.plugins.two_workers_urls"
# What follows the database, and nothing that needs further tables.
MIDDLEWARE = ["plugins.middleware.active_plugins"]
LOGGING = {"version": 1, "disable_existing_loggers": False}

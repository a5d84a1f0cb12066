"""New or changed code of a plugin is in force after a reload. Says whether this server can do it, and asks it to."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from plugins.loaded import loaded

# Servers whose main process starts new workers when it gets SIGHUP, by what their command line names.
_SERVERS = ("gunicorn", "granian")
_WATCHED = Path(__file__)


@dataclass(frozen=True)
class Reload:
    """How this process can be reloaded. `server` is "development", "gunicorn", "granian" or "" when it cannot."""

    server: str
    process: int = 0

    @property
    def possible(self) -> bool:
        """Whether `reload_ask` will do something."""
        return bool(self.server)


def reload_way() -> Reload:
    """Return how the server of this process can be reloaded; not at all is an answer."""
    if os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
        return Reload("development")
    parent = os.getppid()
    # Code that was loaded before the workers were made (gunicorn's --preload) outlives them.
    if parent <= 1 or loaded().process != os.getpid():
        return Reload("")
    command = _command_of(parent)
    server = next((name for name in _SERVERS if any(Path(word).name == name for word in command)), "")
    return Reload(server, parent) if server else Reload("")


def reload_ask() -> bool:
    """Ask the server to reload, and return whether it could be asked. Running requests are finished first."""
    way = reload_way()
    try:
        if way.server == "development":
            os.utime(_WATCHED)
        elif way.possible:
            os.kill(way.process, signal.SIGHUP)
    except OSError:
        return False
    return way.possible


def _command_of(process: int) -> list[str]:
    """The command line of a process, its first words; [] where the system does not tell."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
    # A process may have renamed itself, as gunicorn does: "gunicorn: master [site]".
    first = words[0].decode("utf-8", "replace").split(":")[0]
    return [first, *(word.decode("utf-8", "replace") for word in words[1:4])]

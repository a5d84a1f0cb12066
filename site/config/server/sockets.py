"""The socket that the server listens on, made once and shared by all processes.

granian would open one for each process: what waits at the socket of a process that ends is then lost (its issue 567).
"""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

from config.server.options import place_of

BACKLOG = 1024
# The first descriptor that systemd hands over (sd_listen_fds).
_FIRST_HANDED = 3


class CannotListen(Exception):
    """The place is taken or forbidden. The text is one line for the operator."""


def listening_socket(bind: str) -> socket.socket:
    """Return the socket that systemd holds for us, or one that is opened here. Raises CannotListen."""
    return _handed_over() or _opened(bind)


def _handed_over() -> socket.socket | None:
    """systemd keeps the socket while the service restarts: who comes meanwhile waits and is answered."""
    handed = os.environ.pop("LISTEN_FDS", "0"), os.environ.pop("LISTEN_PID", "")
    os.environ.pop("LISTEN_FDNAMES", None)
    if handed[1] != str(os.getpid()) or handed[0] == "0":
        return None
    return socket.socket(fileno=_FIRST_HANDED)


def _opened(bind: str) -> socket.socket:
    place = place_of(bind)
    try:
        if isinstance(place, Path):
            return _opened_at(place)
        family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        return socket.create_server(place, family=family, backlog=BACKLOG)
    except OSError as error:
        raise CannotListen(f"cannot listen at {bind}: {error.strerror or error}. Set SANAD_WEB_BIND to another place.") from error


def _opened_at(path: Path) -> socket.socket:
    """The file of a server that was killed is left over; that of one that answers is not ours to take."""
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(path)) == 0:
                raise CannotListen(f"cannot listen at unix:{path}: another server answers there.")
        path.unlink()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    # The proxy is of the same group (systemd: Group=) or of none: then the folder decides who gets here.
    path.chmod(0o660)
    listening.listen(BACKLOG)
    return listening

"""How the server runs, from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

APPLICATION = "config.wsgi:application"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Options:
    """Times are in seconds, sizes in bytes; 0 switches a limit off where the setting says so."""

    bind: str
    workers: int
    threads: int
    connections: int
    request_seconds: int
    grace_seconds: int
    start_seconds: int
    lifetime_seconds: int
    memory: int
    most_body: int
    most_upload: int
    host: str
    application: str


def read_options(env: Environment, *, bind: str = "", workers: int = 0, application: str = APPLICATION) -> Options:
    """Return the settings; `bind` and `workers` overrule the environment. Raises ImproperlyConfigured."""
    options = Options(
        bind=bind or env.text("SANAD_WEB_BIND", default="127.0.0.1:8000"),
        workers=workers or env.number("SANAD_WEB_WORKERS", default=min(4, os.cpu_count() or 1), least=1),
        threads=env.number("SANAD_WEB_THREADS", default=4, least=1),
        connections=env.number("SANAD_WEB_CONNECTIONS", default=1000, least=16),
        request_seconds=env.number("SANAD_WEB_REQUEST_SECONDS", default=120),
        grace_seconds=env.number("SANAD_WEB_GRACE_SECONDS", default=30, least=1),
        start_seconds=env.number("SANAD_WEB_START_SECONDS", default=120, least=5),
        lifetime_seconds=env.number("SANAD_WEB_LIFETIME_HOURS", default=24) * 3600,
        memory=env.number("SANAD_WEB_MEMORY_MB", default=1024) * MEGABYTE,
        most_body=env.number("SANAD_MAX_REQUEST_MB", default=5, least=1) * MEGABYTE,
        most_upload=env.number("SANAD_MAX_UPLOAD_MB", default=100, least=1) * MEGABYTE,
        host=(env.words("ALLOWED_HOSTS") or ["localhost"])[0],
        application=application,
    )
    place_of(options.bind)
    return options


def place_of(bind: str) -> tuple[str, int] | Path:
    """Return host and port of "127.0.0.1:8000" or "[::1]:8000", or the path of "unix:/run/sanad/web.sock"."""
    kind, _, path = bind.partition(":")
    if kind == "unix" and path.startswith("/"):
        return Path(path)
    host, separator, port = bind.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if separator and host and port.isascii() and port.isdecimal() and int(port) <= 65535:
        return host, int(port)
    raise ImproperlyConfigured(
        f"SANAD_WEB_BIND is {bind!r}; it must be such as 127.0.0.1:8000, [::1]:8000 or unix:/run/sanad/web.sock."
    )

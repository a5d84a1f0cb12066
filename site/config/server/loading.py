"""What a process does before it answers: load the application, and answer to itself once."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import granian.wsgi
from django.core.exceptions import ImproperlyConfigured

from config.server.limits import Application, Limits
from config.server.options import Options
from config.server.watching import Signs, Watched, watch

logger = logging.getLogger("sanad.server")


def load(options: Options, signs: Signs) -> Application:
    """Return the application, warm and within its limits; `signs` tell the parent when it can take requests."""
    # granian puts the environment of the process, passwords and all, into that of every request; a variable HTTP_PROXY would
    # even look like a header. This is the one thing for which that module wants `os`.
    granian.wsgi.os = SimpleNamespace(environ={})  # type: ignore[attr-defined, assignment]
    module, _, name = options.application.partition(":")
    try:
        application: Application = getattr(importlib.import_module(module), name)
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are not usable: {error}")
    watched = Watched(Limits(application, most_body=options.most_body, most_upload=options.most_upload))
    warm_up(watched, options.host)
    watch(watched, seconds=options.request_seconds, signs=signs)
    signs.ready.set()
    return watched


def warm_up(application: Application, host: str) -> None:
    """Ask for the first page, so that no reader waits until addresses, templates and connections are there."""
    path = "/"
    for _step in range(2):
        moved = _ask(application, host, path)
        if not moved.startswith("/"):
            break
        path = moved


def _ask(application: Application, host: str, path: str) -> str:
    """Answer one request within this process; returns where it leads, if anywhere. A failure is told and no more."""
    answer: dict[str, str] = {}

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        answer.update({name.lower(): value for name, value in headers})

    try:
        body = application(_request(host, path), start)
        for _part in body:
            pass
        if close := getattr(body, "close", None):
            close()
    except Exception:
        logger.exception("The first page could not be made.")
    return answer.get("location", "").partition(f"//{host}")[2] or answer.get("location", "")


def _request(host: str, path: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "HTTP_USER_AGENT": f"Sanad warming up (process {os.getpid()})",
        "HTTP_DNT": "1",  # no reader: not to be counted
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }

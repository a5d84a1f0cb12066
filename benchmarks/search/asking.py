"""Requests through the whole site within this process, and what they ask the search server on the way."""

from __future__ import annotations

import io
import itertools
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.core.signals import got_request_exception
from django.core.wsgi import get_wsgi_application
from elastic_transport import Transport


class Site:
    """The site as a web server sees it. Every request comes from another reader, who sends no cookies."""

    def __init__(self) -> None:
        self._application = get_wsgi_application()
        self._reader = itertools.count(1)
        self._trouble: BaseException | None = None
        got_request_exception.connect(self._note, weak=False)

    def _note(self, **_more: Any) -> None:
        self._trouble = sys.exc_info()[1]

    def get(self, path: str, query: str) -> bytes:
        """Return the body of an answer; raises RuntimeError when it is neither success nor, past the last page, the way back."""
        answered: list[str] = []

        def start(status: str, *_headers: Any) -> Any:
            answered.append(status)

        response = self._application(self._environ(path, query), start)
        try:
            body = b"".join(response)
        finally:
            response.close()
        if not answered[0].startswith(("200", "302")):
            raise RuntimeError(f"{answered[0]} for {path}?{unquote(query)}") from self._trouble
        return body

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        number = next(self._reader)
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT": "text/html",
        }


@dataclass(frozen=True)
class Sent:
    """One request to the search server, with the connections that it went through."""

    transport: Transport
    method: str
    target: str
    arguments: dict[str, Any]

    def again(self) -> None:
        """Send it once more through the same connections, as the client does: body to JSON, answer from JSON.

        However long it takes: who waits here is no reader.
        """
        PERFORM(self.transport, self.method, self.target, **self.arguments | {"request_timeout": LONGEST})


PERFORM = Transport.perform_request
LONGEST = 30.0
"""Seconds for a raw request."""


@dataclass
class Watch:
    """What went to the search server, and the seconds that it took."""

    sent: list[Sent] = field(default_factory=list)
    seconds: float = 0.0


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch every request of this process to a search server."""
    watch = Watch()

    def perform(transport: Transport, method: str, target: str, **arguments: Any) -> Any:
        kept = {name: value for name, value in arguments.items() if name != "otel_span"}
        watch.sent.append(Sent(transport, method, target, kept))
        began = time.perf_counter()
        try:
            return PERFORM(transport, method, target, **arguments)
        finally:
            watch.seconds += time.perf_counter() - began

    Transport.perform_request = perform  # type: ignore[method-assign, assignment]
    try:
        yield watch
    finally:
        Transport.perform_request = PERFORM  # type: ignore[method-assign]


class Warnings(logging.Handler):
    """Counts what search warns of: an engine that did not answer in time would make the figures those of another one."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        self.last = ""
        logging.getLogger("search").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1
        self.last = record.getMessage()

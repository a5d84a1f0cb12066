"""The page cache around the real site, asked as a server asks it."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, connection

from kb.models import ArticlePage, CategoryPage
from operations.page_cache.generation import generation_end
from operations.page_cache.layer import PageCache
from tests.factories import add_page


@dataclass
class Got:
    """What a server was given to send."""

    status: int
    headers: dict[str, str]
    sent: bytes
    all_headers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        encoding = self.headers.get("Content-Encoding", "")
        plain = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding](self.sent)
        return plain.decode()

    @property
    def is_hit(self) -> bool:
        return self.headers.get("Cache-Status", "").startswith("sanad; hit")


@contextmanager
def failing_loudly():
    """A page that fails is an error of the test, as with Django's client."""
    problems: list[BaseException] = []

    def remember(**_kwargs):
        problems.append(cast(BaseException, sys.exc_info()[1]))

    got_request_exception.connect(remember)
    try:
        yield
    finally:
        got_request_exception.disconnect(remember)
    if problems:
        raise problems[0]


class Door:
    """Asks a WSGI application and counts what reaches Django behind it."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.reached: list[str] = []
        self.before_answer: Callable[[], Any] = lambda: None
        self.cache = PageCache(self._behind)

    def _behind(self, environ, start):
        self.reached.append(environ["PATH_INFO"])
        with failing_loudly():
            body = self.django(environ, start)
        self.before_answer()
        return body

    def ask(self, path: str, *, method: str = "GET", query: str = "", **more: str) -> Got:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "198.51.100.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **more,
        }
        heard: list[Any] = []
        body = self.cache(environ, lambda status, headers, *_error: heard.append((status, headers)))
        sent = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        status, headers = heard[-1]
        return Got(int(status[:3]), dict(headers), sent, headers)


@pytest.fixture
def door(db: Any, settings: Any, monkeypatch: Any) -> Iterator[Door]:
    """The site behind its cache, in this process. Its connection holds the test's transaction, and is never closed."""
    settings.SANAD_PAGE_CACHE_MB = 8
    settings.SANAD_WATCH_WRITES = True
    for module in ("generation", "layer"):
        monkeypatch.setattr(f"operations.page_cache.{module}.close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Door()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def publishing(django_capture_on_commit_callbacks: Any, door: Door) -> Callable[[], Any]:
    """A block whose changes are committed at its end, and known to this process at once."""

    class Block:
        def __enter__(self):
            # What was written before has ended a generation of a transaction that a test never commits.
            connection.run_on_commit.clear()
            self.inner = django_capture_on_commit_callbacks(execute=True)
            return self.inner.__enter__()

        def __exit__(self, *error):
            result = self.inner.__exit__(*error)
            forget(door)
            return result

    return Block


def forget(door: Door) -> None:
    """Have the process ask for the generation at once, as it does a quarter of a second later."""
    door.cache.generation._asked = float("-inf")


def end_now(door: Door) -> None:
    generation_end()
    forget(door)


@pytest.fixture
def article(home: Any) -> ArticlePage:
    category = add_page(home, CategoryPage, "Returns", slug="returns")
    return add_page(category, ArticlePage, "Send it back", slug="send", body=rich("<p>Pack it well.</p>"))


def rich(html: str) -> list[dict[str, str]]:
    return [{"type": "rich_text", "value": html}]

"""The WSGI application around Django's."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections

from operations.page_cache import counts, shared
from operations.page_cache.answers import LARGEST, Answer, Headers, answer_make, may_be_kept
from operations.page_cache.asking import Asked, Rules, has_already
from operations.page_cache.cdn import marks_for_cdn
from operations.page_cache.counts import count
from operations.page_cache.fresh import process_refresh
from operations.page_cache.generation import Generation, Moment
from operations.page_cache.memory import Memory

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

TOGETHER = 3.0
"""Seconds that readers of a page wait for the one for whom it is being made."""
MOST_NOT_KEPT = 5_000
NOTICE = "X-Sanad-Notice"
_OF_THE_BODY = ("Content-Length", "Content-Type", "Content-Encoding")


_of_this_process: PageCache | None = None


def with_page_cache(application: Application) -> Application:
    """Put the cache around an application, unless the settings leave it no room."""
    global _of_this_process
    _of_this_process = PageCache(application) if settings.SANAD_PAGE_CACHE_MB else None
    return _of_this_process or application


def page_cache() -> PageCache | None:
    """Return the cache of this process; None where there is none."""
    return _of_this_process


class PageCache:
    """Answers public pages from what is kept, and keeps what the application answers."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.rules = Rules()
        self.memory = Memory(settings.SANAD_PAGE_CACHE_MB * 1_000_000)
        self.generation = Generation()
        self._being_made: dict[tuple[str, ...], threading.Event] = {}
        # Forms, menus of accounts, closed pages: nobody waits for those of another, and Redis is not asked for them.
        self._not_kept: set[tuple[str, ...]] = set()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        asked = self.rules.asked(environ)
        if asked is None:
            count(counts.PASSED)
            return self.application(environ, start)
        moment = self.generation.now()
        if answer := self._kept(asked, moment):
            return _sent(answer, asked, moment, start)
        if asked.is_head or not moment.is_sure:
            count(counts.PASSED)
            return self.application(environ, start)
        if asked.key in self._not_kept:
            return self._made(environ, start, asked, moment)
        with self._alone(asked.key) as is_first:
            if not is_first and (answer := self._kept(asked, self.generation.now())):
                return _sent(answer, asked, moment, start)
            return self._made(environ, start, asked, moment)

    def _kept(self, asked: Asked, moment: Moment) -> Answer | None:
        """Return what may be sent now. While the database is away, age is no matter: nothing can have changed."""
        if not moment.name or asked.key in self._not_kept:
            return None
        seconds = settings.SANAD_PAGE_CACHE_SECONDS
        answer = self.memory.get(asked.key)
        if answer is not None and (answer.is_current(moment.name, seconds) or _is_last(answer, moment)):
            count(counts.HIT)
            return answer
        answer = shared.answer_read(asked.key, moment.name)
        if answer is not None and (answer.is_current(moment.name, seconds) or _is_last(answer, moment)):
            self.memory.put(asked.key, answer)
            count(counts.SHARED_HIT)
            return answer
        return None

    @contextmanager
    def _alone(self, key: tuple[str, ...]) -> Iterator[bool]:
        """Let one make a page while the others wait for it: after a change everybody asks for the same ones."""
        mine = threading.Event()
        other = self._being_made.setdefault(key, mine)
        if other is not mine:
            other.wait(TOGETHER)
            yield False
            return
        try:
            yield True
        finally:
            self._being_made.pop(key, None)
            mine.set()

    def _made(self, environ: Environ, start: Start, asked: Asked, before: Moment) -> Iterable[bytes]:
        """Ask the application, and keep what it answers if that is public and nothing changed meanwhile."""
        process_refresh(before.token)
        heard = _Heard(start)
        body = self.application(environ, heard)
        if not may_be_kept(heard.status, heard.headers):
            count(counts.NOT_KEPT)
            self._remember_not_kept(asked.key)
            return heard.passed_on(body)
        self._not_kept.discard(asked.key)
        content = _whole(body)
        answer = answer_make(before.name, heard.headers, content)
        if len(content) <= LARGEST and self._is_still(before):
            self.memory.put(asked.key, answer)
            shared.answer_write(asked.key, answer, _lifetime(before))
            count(counts.KEPT)
        else:
            count(counts.NOT_KEPT)
        return _sent(answer, asked, before, start, how="fwd=miss")

    def _is_still(self, before: Moment) -> bool:
        """Tell whether what was true when the page was begun is true now: somebody may have published meanwhile."""
        try:
            return self.generation.fresh().name == before.name
        except Error:
            return False
        finally:
            close_old_connections()  # the request is over: what a pool lends goes back to it

    def _remember_not_kept(self, key: tuple[str, ...]) -> None:
        if len(self._not_kept) >= MOST_NOT_KEPT:
            self._not_kept.clear()
        self._not_kept.add(key)


class _Heard:
    """Stands in for the server while the application begins its answer."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.status = ""
        self.headers: Headers = []
        self.problem: Any = None

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
        self.status, self.headers, self.problem = status, list(headers), exc_info
        return _refuse_write

    def passed_on(self, body: Iterable[bytes]) -> Iterable[bytes]:
        """Let the server have the answer as it is."""
        if self.problem:
            self.start(self.status, self.headers, self.problem)
        else:
            self.start(self.status, self.headers)
        return body


def _refuse_write(_data: bytes) -> None:
    raise NotImplementedError("Django answers with bodies and never writes.")


def _whole(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        if close := getattr(body, "close", None):
            close()


def _lifetime(moment: Moment) -> int:
    """Longer than it is current, for the case that the database goes away meanwhile."""
    return int(min(settings.SANAD_PAGE_CACHE_SECONDS + settings.SANAD_PAGE_CACHE_WITHOUT_DATABASE, moment.until - time.time()))


def _is_last(answer: Answer, moment: Moment) -> bool:
    return not moment.is_sure and answer.generation == moment.name


def _sent(answer: Answer, asked: Asked, moment: Moment, start: Start, how: str = "hit") -> Iterable[bytes]:
    body = answer.bodies[asked.encoding]
    headers = answer.ready[asked.encoding]
    if moment.is_sure:
        headers = [*headers, ("Cache-Status", f"sanad; {how}"), *marks_for_cdn(moment.until)]
    else:
        count(counts.WITHOUT_DATABASE)
        notice = "The database does not answer. This is the page as it was last known."
        headers = [*headers, ("Cache-Status", "sanad; hit; detail=database-down"), (NOTICE, notice)]
    if has_already(asked.known, answer.etag(asked.encoding)):
        count(counts.NOT_MODIFIED)
        start("304 Not Modified", [each for each in headers if each[0] not in _OF_THE_BODY])
        return [b""]
    start("200 OK", headers)
    return [b""] if asked.is_head else [body]

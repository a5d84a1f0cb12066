"""The one word under which public pages are kept. Whatever readers see changes it; then nothing that was kept is handed out.

It is a row of the database, since that is where the changes are: what a process knows of it is never more than CHECKED old. Its
name ends with the moment of the next dated change, so that it changes by itself then. Redis, where there is one, spares the
database the question: see `shared`.
"""

from __future__ import annotations

import logging
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import Error, close_old_connections

from operations.page_cache import shared
from operations.page_cache.dated import next_dated_change

logger = logging.getLogger(__name__)

CHECKED = 0.25
"""Seconds for which a process believes what it was told: so long may a page be old."""
SLOW = 2.0
"""Seconds for which others go on with what is known while one asks. Then they wait, too."""
WAITING = 1.0
"""Seconds that they wait for the one who asks; and seconds until a database that was away is asked again."""

_owed = False
_listeners: list[Callable[[], object]] = []


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of the generation. `name` is "" where nothing is; `until` is the moment of the next dated change.

    `is_sure`: the database has lately said so. Otherwise it is away, and this is the last that was heard of it.
    """

    name: str
    until: float
    is_sure: bool

    @property
    def token(self) -> str:
        """The part that changes by writing alone."""
        return self.name.partition(".")[0]


NOTHING = Moment("", 0.0, False)


def generation_end() -> None:
    """End the generation in every process. Call it after the transaction of the change; never raises."""
    global _owed
    _owed = False
    try:
        _token_write(secrets.token_hex(8))
    except Error as error:  # the table is not there yet, or the database is busy or away: with the next write, then
        _owed = True
        logger.warning("pages that are kept could not be told to go: %s", type(error).__name__)
    shared.name_forget()
    for listener in _listeners:
        try:
            listener()
        except Exception:
            logger.exception("a listener to the end of a generation failed")


def generation_owed() -> bool:
    """Tell whether an end could not be written down and is still to be told."""
    return _owed


def on_generation_end(listener: Callable[[], object]) -> None:
    """Call `listener` after each transaction that ended the generation, in the process that wrote."""
    _listeners.append(listener)


def _token_write(token: str) -> None:
    from operations.models import Generation

    if not Generation.objects.filter(pk=1).update(token=token):
        Generation.objects.bulk_create([Generation(pk=1, token=token)], ignore_conflicts=True)


def token_read() -> str:
    """Return the word of now, by one query. Raises django.db.Error."""
    from operations.models import Generation

    if _owed:
        generation_end()
    return Generation.objects.filter(pk=1).values_list("token", flat=True).first() or "0"


class Generation:
    """What one process knows of the generation, asked for by all of its threads."""

    def __init__(self) -> None:
        self._known = NOTHING
        self._asked = -math.inf
        self._sure_at = -math.inf
        self._lock = threading.Lock()

    def now(self) -> Moment:
        """Return what is known, at most CHECKED old. One thread asks while the others go on; never raises."""
        known, asked = self._known, self._asked
        age = time.monotonic() - asked
        if age < (CHECKED if known.is_sure else WAITING) and not _is_over(known):
            return self._told(known)
        must_wait = age > SLOW or _is_over(known)
        if self._lock.acquire(timeout=WAITING) if must_wait else self._lock.acquire(blocking=False):
            try:
                if self._asked == asked:
                    self._ask()
            finally:
                self._lock.release()
        elif must_wait:  # whoever asks gets no answer
            return self._told(replace(known, is_sure=False))
        return self._told(self._known)

    def fresh(self) -> Moment:
        """Return what the database says at this moment. Raises django.db.Error."""
        token, known = token_read(), self._known
        if token == known.token and not _is_over(known):
            return replace(known, is_sure=True)
        return _moment(token)

    def _ask(self) -> None:
        try:
            self._known = self._answer()
            self._sure_at = time.monotonic()
        except Error as error:
            if self._known.is_sure:
                logger.warning("the database does not answer; pages that are kept are shown: %s", type(error).__name__)
            self._known = replace(self._known, is_sure=False)
        finally:
            self._asked = time.monotonic()
            close_old_connections()

    def _answer(self) -> Moment:
        if (told := _read(shared.name_read())) is not None and not _is_over(told):
            return told
        close_old_connections()
        answer = self.fresh()
        shared.name_write(answer.name)
        return answer

    def _told(self, known: Moment) -> Moment:
        """A database that is away changes nothing; but who cannot reach it cannot know that for ever."""
        is_too_old = not known.is_sure and time.monotonic() - self._sure_at > settings.SANAD_PAGE_CACHE_WITHOUT_DATABASE
        return NOTHING if is_too_old or _is_over(known) else known


def _moment(token: str) -> Moment:
    change = next_dated_change()
    until = math.ceil(change.timestamp() * 1000) if change else ""
    return _read(f"{token}.{until}") or NOTHING


def _read(name: str) -> Moment | None:
    """Make a moment of its name, which another process may have told."""
    token, dot, until = name.partition(".")
    if not token or not dot or not (until.isdecimal() or not until):
        return None
    return Moment(name, int(until) / 1000 if until else math.inf, True)


def _is_over(moment: Moment) -> bool:
    return time.time() >= moment.until

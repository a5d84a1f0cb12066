"""Writing down that somebody reads: many at once by one statement, and none twice."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Collection
from datetime import date

from django.db import Error
from django.http import HttpRequest
from django.utils import timezone

from accounts.addresses import client_address
from activity.brief import brief_write
from activity.models import Kind, Seen
from activity.readers import reader_digest

logger = logging.getLogger(__name__)

PATIENCE = 500
"""Milliseconds that a row waits for others who write. Then it goes with the next one: no process stands still for counting."""
MOST_WAITING = 10_000
"""Rows that a process keeps while the database does not take them."""
MOST_KNOWN = 50_000
"""Readers of today that a process remembers, so that who comes again costs no statement. Forgetting them costs nothing else."""
FLOOD = 2000
"""New rows of one address in an hour, for each process: enough for a call centre, and for nobody who wants to lift a page."""
HOUR = 3600

_waiting: deque[Seen] = deque(maxlen=MOST_WAITING)
_writing = threading.Lock()
_known: set[str] = set()
_rows_of: Counter[str] = Counter()
_hour = [0]


def is_known(request: HttpRequest, *, page_id: int, kind: int) -> bool:
    """Tell whether this process has written down this reader today: then there is nothing to do, not even a query."""
    return reader_digest(request, page_id=page_id, kind=kind, day=timezone.localdate()) in _known


def seen_record(request: HttpRequest, *, page_id: int, kind: Kind) -> None:
    """Count this reader on this page today; again does nothing.

    The row is stored when this returns, unless the database was busy or away: then it waits in the process for the next one.
    """
    seen_record_all(request, ids=[page_id], kind=kind)


def seen_record_all(request: HttpRequest, *, ids: Collection[int], kind: int) -> list[int]:
    """Count this reader today on several pages, or other things, by one statement; as `seen_record`.

    Returns those that were counted: what is too much of one address is not.
    """
    day, address = timezone.localdate(), client_address(request)
    readers = {pk: reader_digest(request, page_id=pk, kind=kind, day=day) for pk in ids if not _is_flood(address)}
    if not readers:
        return []
    _waiting.extend(Seen(day=day, page_id=pk, kind=kind, reader=reader) for pk, reader in readers.items())
    rows_write()
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known.update(readers.values())
    return list(readers)


def rows_write() -> None:
    """Write what waits, in one statement.

    Who comes while another thread writes finds its row written by the next, together with all that have come meanwhile:
    a hundred readers at once are a handful of statements.
    """
    with _writing:
        rows = [_waiting.popleft() for _each in range(len(_waiting))]
        if not rows:
            return
        try:
            with brief_write(patience=PATIENCE):
                Seen.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
        except Error as error:
            _waiting.extendleft(reversed(rows))
            logger.warning("%d readers wait to be counted: %s", len(rows), type(error).__name__)


def forget_known(_day: date | None = None) -> None:
    """Forget whom this process has counted; the rows are not touched."""
    _known.clear()
    _rows_of.clear()


def _is_flood(address: str) -> bool:
    hour = int(time.time() // HOUR)
    if hour != _hour[0] or len(_rows_of) >= MOST_KNOWN:
        _hour[0] = hour
        _rows_of.clear()
    _rows_of[address] += 1
    return _rows_of[address] > FLOOD


@atexit.register
def _at_the_end() -> None:
    """What waited for a busy database has a last chance when the process ends in good order."""
    if _waiting:
        rows_write()

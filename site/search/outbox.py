"""The list of documents that an engine has yet to write or remove, and the work on it.

Whatever changes what readers may find writes a row here in its own transaction: either both happen or neither. A row
stays until its engine has the page as it is now, so nothing is lost and nothing goes stale for good.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import Error, OperationalError, models, transaction
from django.utils import timezone

from activity.brief import brief_write
from search.engines.base import DocumentsRefused, EngineBehind, EngineError, RemoteEngine, SearchEngine
from search.engines.choice import engines
from search.engines.clock import stamp_now
from search.engines.deadline import deadline
from search.models import OutboxEntry, Rebuild
from search.resting import is_resting, rest, woke
from search.sources import documents_of

logger = logging.getLogger(__name__)

BATCH = 200
AT_ONCE = 3.0
"""Seconds for the engines right after a change, where tasks cannot wait; the scheduler does what is left."""
DEAD_AFTER = timedelta(minutes=3)
"""A rebuild without a sign of life for so long was killed."""
FIRST_RETRY = timedelta(seconds=30)
"""What an engine refuses is tried again after 0.5, 1.5, 3.5, 7.5 ... minutes since it was asked for,"""
MOST_ATTEMPTS = 10
"""so many times (the last one after four hours), and then once a day."""


def page_key(page_id: int) -> str:
    """Return the key of a page's documents."""
    return f"page:{page_id}"


def page_id_of(key: str) -> int:
    """Return the id of the page whose documents have this key; 0 when they are something else's."""
    prefix, _colon, number = key.partition(":")
    return int(number) if prefix == "page" else 0


def outbox_add(*, page_ids: Iterable[int] = (), keys: Iterable[str] = (), engine_name: str = "") -> None:
    """Ask every engine, or only one, to read these again. Repeating it costs nothing.

    Call it in the transaction that changes them.
    """
    wanted = dict.fromkeys([*map(page_key, page_ids), *keys])
    if not wanted:
        return
    names = [engine_name] if engine_name else [engine.name for engine in engines()]
    entries = [OutboxEntry(key=key, engine=name, token=uuid.uuid4()) for key in wanted for name in names]
    OutboxEntry.objects.bulk_create(
        entries,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["key", "engine"],
        update_fields=["token", "settled", "created", "attempts", "last_error"],
    )
    transaction.on_commit(_enqueue, robust=True)


def stale_report(keys: Collection[str]) -> None:
    """Have documents read again that a reader's search found wrong. Never in the reader's way: `search_check` mends them else."""
    if not keys:
        return
    try:
        with brief_write():
            outbox_add(keys=keys)
    except Error as error:
        logger.warning("search: %d stale documents could not be noted (%s)", len(keys), type(error).__name__)


def _enqueue() -> None:
    from search.tasks import process_outbox

    # Where tasks run at once this is the request of whoever publishes: a server that hangs must not keep them for a minute.
    with deadline(AT_ONCE):
        process_outbox.enqueue()


def waiting(engine_name: str) -> models.QuerySet[OutboxEntry]:
    """Return the entries that an engine has not done yet."""
    return OutboxEntry.objects.filter(engine=engine_name, settled=False)


def waiting_keys(engine_name: str, limit: int) -> tuple[str, ...]:
    """Return the keys that an engine may have wrong. Raises EngineBehind when there are more than `limit`.

    Each search names them to the engine; when they are too many for that, the database has to answer, which knows them.
    """
    keys = tuple(waiting(engine_name).values_list("key", flat=True)[: limit + 1])
    if len(keys) > limit:
        raise EngineBehind(f"more than {limit} documents wait")
    return keys


def outbox_process(limit: int = 1000, *, by_hand: bool = False, engine_name: str = "") -> int:
    """Write or remove up to `limit` waiting documents of each engine, or of only one; return how many were done.

    An engine that fails keeps its rows, with the reason, is left alone for a while and does not hold up the others; nor
    does a document that it refuses. `by_hand`: somebody asks for it now, whatever failed lately.
    """
    rebuilds_tidy()
    chosen = [engine for engine in engines() if engine_name in ("", engine.name)]
    return sum(_process_engine(engine, limit, by_hand) for engine in chosen if by_hand or not is_resting(engine.name))


def _process_engine(engine: SearchEngine, limit: int, by_hand: bool) -> int:
    entries = waiting(engine.name) if by_hand else waiting(engine.name).filter(_due(timezone.now()))
    # Those that were refused before come last.
    tasks = list(entries.order_by("attempts", "created").values_list("pk", flat=True)[:limit])
    done = 0
    for at in range(0, len(tasks), BATCH):
        batch = tasks[at : at + BATCH]
        try:
            done += _process_batch(engine, batch)
        except EngineError as error:
            logger.warning("search: %s could not take %d documents: %s", engine.name, len(batch), error.reason)
            OutboxEntry.objects.filter(pk__in=batch).update(last_error=error.reason[:200])
            rest(engine.name)
            return done
        except OperationalError as error:  # the site's own database is locked or away: nothing was done, and nothing is lost
            logger.warning("search: the outbox waits for the database: %s", type(error).__name__)
            return done
        except Exception:
            done += _process_singly(engine, batch)
    if tasks:
        woke(engine.name)
    return done


def _due(now: datetime) -> models.Q:
    """Return the condition on an entry that its next attempt has come; each takes twice as long as the one before."""
    # What was asked for in the future: the clock was set back since.
    due = models.Q(attempts=0) | models.Q(attempts__lt=MOST_ATTEMPTS, created__gt=now + FIRST_RETRY)
    for attempts in range(1, MOST_ATTEMPTS):
        due |= models.Q(attempts=attempts, created__lte=now - FIRST_RETRY * (2**attempts - 1))
    return due


def _process_singly(engine: SearchEngine, tasks: list[int]) -> int:
    """Find out which page of a batch cannot be read; the others are done. Raises EngineError."""
    done = 0
    for each in tasks:
        try:
            done += _process_batch(engine, [each])
        except (EngineError, OperationalError):
            raise
        except Exception as error:  # whatever it is, the row stays and says so
            _note_refusal(engine, list(OutboxEntry.objects.filter(pk=each)), type(error).__name__)
    return done


def _process_batch(engine: SearchEngine, tasks: list[int]) -> int:
    """Bring the engine up to date with the pages of a batch as they are now; return how many were done."""
    if isinstance(engine, RemoteEngine):
        return _process_remotely(engine, tasks)
    # The rows are locked meanwhile (SQLite: everything is), else a slower worker could write what a faster one has replaced.
    with transaction.atomic():
        batch = list(OutboxEntry.objects.select_for_update(skip_locked=True).filter(pk__in=tasks, settled=False))
        if batch:
            _bring_up_to_date(engine, [entry.key for entry in batch])
            _settle(engine, batch)
    return len(batch)


def _process_remotely(engine: RemoteEngine, tasks: list[int]) -> int:
    """The same without a lock: editors must not wait for a slow server. It is the server that refuses what is outdated."""
    batch = list(OutboxEntry.objects.filter(pk__in=tasks, settled=False))
    if not batch:
        return 0
    stamp = stamp_now()  # before anything is read
    keys = [entry.key for entry in batch]
    refused: frozenset[str] = frozenset()
    try:
        engine.update(keys, list(documents_of(keys)), stamp)
    except DocumentsRefused as error:
        refused = error.keys
        _note_refusal(engine, [entry for entry in batch if entry.key in refused], error.reason)
    done = [entry for entry in batch if entry.key not in refused]
    _settle(engine, done)
    return len(done)


def _note_refusal(engine: SearchEngine | RemoteEngine, batch: Collection[OutboxEntry], reason: str) -> None:
    logger.warning("search: %s refuses %d documents: %s", engine.name, len(batch), reason)
    same = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in batch], token__in=[entry.token for entry in batch])
    same.update(attempts=models.F("attempts") + 1, last_error=reason[:200])


def _bring_up_to_date(engine: SearchEngine, keys: list[str]) -> None:
    documents = list(documents_of(keys))
    found = {document.key for document in documents}
    if gone := [key for key in keys if key not in found]:
        engine.remove(gone)
    if documents:
        engine.index(documents)


def _settle(engine: SearchEngine | RemoteEngine, batch: Collection[OutboxEntry]) -> None:
    """Take the entries off the list, but for those that were asked for again meanwhile."""
    done = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in batch], token__in=[entry.token for entry in batch])
    if is_rebuilding(engine.name):
        done.update(settled=True)
    else:
        done.delete()


def is_rebuilding(engine_name: str) -> bool:
    """Tell whether a rebuild of the engine is under way."""
    return Rebuild.objects.filter(engine=engine_name, beat__gt=timezone.now() - DEAD_AFTER).exists()


def settled_requeue(engine_name: str) -> int:
    """Ask once more for what was done during a rebuild, which may have read it before; return how many."""
    settled = OutboxEntry.objects.filter(engine=engine_name, settled=True)
    return settled.update(settled=False, token=uuid.uuid4(), created=timezone.now(), attempts=0, last_error="")


def rebuilds_tidy() -> None:
    """End rebuilds that were killed: nobody knows how far they came, so what was done meanwhile is done once more."""
    dead = Rebuild.objects.filter(beat__lte=timezone.now() - DEAD_AFTER)
    for rebuild in dead:
        with transaction.atomic():
            if Rebuild.objects.filter(pk=rebuild.pk, token=rebuild.token, beat=rebuild.beat).delete()[0]:
                settled_requeue(rebuild.engine)


def refused_retry() -> int:
    """Give what an engine has refused too often one more attempt; return how many there are."""
    return OutboxEntry.objects.filter(settled=False, attempts__gte=MOST_ATTEMPTS).update(attempts=MOST_ATTEMPTS - 1)

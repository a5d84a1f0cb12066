"""The list of documents that an engine has yet to write or remove, and the work on it.

Whatever changes what readers may find writes a row here in its own transaction: either both happen or neither. A row
stays until its engine has the page as it is now, so nothing is lost and nothing goes stale for good.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from search.engines.base import EngineError, SearchEngine
from search.engines.choice import engines
from search.models import OutboxEntry, Rebuild
from search.sources import documents_of

logger = logging.getLogger(__name__)

BATCH = 200
ABANDONED = timedelta(hours=12)
"""After this time a rebuild that never ended does not count as under way."""


def page_key(page_id: int) -> str:
    """Return the key of a page's documents."""
    return f"page:{page_id}"


def outbox_add(*, page_ids: Iterable[int] = (), keys: Iterable[str] = ()) -> None:
    """Ask every engine to read these again; call it in the transaction that changes them. Repeating it costs nothing."""
    wanted = dict.fromkeys([*map(page_key, page_ids), *keys])
    if not wanted:
        return
    names = [engine.name for engine in engines()]
    entries = [OutboxEntry(key=key, engine=name, token=uuid.uuid4()) for key in wanted for name in names]
    OutboxEntry.objects.bulk_create(
        entries,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["key", "engine"],
        update_fields=["token", "settled", "created", "attempts", "last_error"],
    )
    transaction.on_commit(_enqueue, robust=True)


def _enqueue() -> None:
    from search.tasks import process_outbox

    process_outbox.enqueue()


def waiting(engine_name: str) -> models.QuerySet[OutboxEntry]:
    """Return the entries that an engine has not done yet."""
    return OutboxEntry.objects.filter(engine=engine_name, settled=False)


def waiting_keys(engine_name: str, limit: int) -> tuple[str, ...]:
    """Return the keys that an engine may have wrong, the newest when there are more than `limit`."""
    return tuple(waiting(engine_name).order_by("-created").values_list("key", flat=True)[:limit])


def outbox_process(limit: int = 1000) -> int:
    """Write or remove up to `limit` waiting documents of each engine; return how many were done.

    An engine that fails keeps its rows, with the reason, and does not hold up the others.
    """
    return sum(_process_engine(engine, limit) for engine in engines())


def _process_engine(engine: SearchEngine, limit: int) -> int:
    # Those that failed before come last, so that one bad page does not hold up the others.
    tasks = list(waiting(engine.name).order_by("attempts", "created").values_list("pk", flat=True)[:limit])
    done = 0
    for at in range(0, len(tasks), BATCH):
        batch = tasks[at : at + BATCH]
        try:
            done += _process_batch(engine, batch)
        except EngineError as error:
            _note_failure(engine, batch, error.reason)
            return done
        except Exception:
            done += _process_singly(engine, batch)
    return done


def _process_singly(engine: SearchEngine, tasks: list[int]) -> int:
    """Find out which page of a batch cannot be read; the others are done."""
    done = 0
    for each in tasks:
        try:
            done += _process_batch(engine, [each])
        except Exception as error:  # whatever it is, the row stays and says so
            _note_failure(engine, [each], error.reason if isinstance(error, EngineError) else type(error).__name__)
    return done


def _process_batch(engine: SearchEngine, tasks: list[int]) -> int:
    """Bring the engine up to date with the pages of a batch as they are now.

    The rows are locked meanwhile (SQLite: everything is), else a slower worker could write what a faster one has replaced.
    """
    with transaction.atomic():
        batch = list(OutboxEntry.objects.select_for_update(skip_locked=True).filter(pk__in=tasks, settled=False))
        if batch:
            _bring_up_to_date(engine, [entry.key for entry in batch])
            _settle(engine, batch)
    return len(batch)


def _note_failure(engine: SearchEngine, tasks: list[int], reason: str) -> None:
    logger.warning("search: %s could not take %d documents: %s", engine.name, len(tasks), reason)
    OutboxEntry.objects.filter(pk__in=tasks).update(attempts=models.F("attempts") + 1, last_error=reason[:200])


def _bring_up_to_date(engine: SearchEngine, keys: list[str]) -> None:
    documents = list(documents_of(keys))
    found = {document.key for document in documents}
    if gone := [key for key in keys if key not in found]:
        engine.remove(gone)
    if documents:
        engine.index(documents)


def _settle(engine: SearchEngine, batch: Collection[OutboxEntry]) -> None:
    """Take the entries off the list, but for those that were asked for again meanwhile."""
    done = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in batch], token__in=[entry.token for entry in batch])
    if is_rebuilding(engine.name):
        done.update(settled=True)
    else:
        done.delete()


def is_rebuilding(engine_name: str) -> bool:
    """Tell whether a rebuild of the engine is under way."""
    return Rebuild.objects.filter(engine=engine_name, started__gt=timezone.now() - ABANDONED).exists()

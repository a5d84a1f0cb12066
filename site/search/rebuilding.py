"""Filling an engine anew from the database."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone

from search.documents import Document
from search.engines.base import DocumentsRefused, EngineError, Progress, SearchEngine
from search.models import Rebuild
from search.outbox import DEAD_AFTER, outbox_add, settled_requeue
from search.sources import all_documents

logger = logging.getLogger(__name__)

BEAT = 2.0
"""Seconds between two signs of life at least."""


class RebuildUnderWay(EngineError):
    """Somebody else is rebuilding this engine."""


class Claim:
    """The right to rebuild an engine. It is lost when no sign of life comes for `DEAD_AFTER`."""

    def __init__(self, engine_name: str, *, take_over: bool = False) -> None:
        """Take it, or take it over from a rebuild that was killed. Raises RebuildUnderWay.

        `take_over`: the caller knows that it was killed.
        """
        self._engine, self._token, self._beat = engine_name, uuid.uuid4(), time.monotonic()
        now = timezone.now()
        dead = Rebuild.objects.filter(engine=engine_name)
        if not take_over:
            dead = dead.filter(beat__lte=now - DEAD_AFTER)
        if dead.update(token=self._token, started=now, beat=now):
            logger.warning("search: a rebuild of %s was killed, another one takes over", engine_name)
            return
        try:
            with transaction.atomic():
                Rebuild.objects.create(engine=engine_name, token=self._token, started=now, beat=now)
        except IntegrityError as error:
            raise RebuildUnderWay(_told(Rebuild.objects.filter(engine=engine_name).first())) from error

    def beat(self) -> None:
        """Give a sign of life. Raises RebuildUnderWay when somebody else has taken over."""
        if time.monotonic() - self._beat < BEAT:
            return
        if not Rebuild.objects.filter(engine=self._engine, token=self._token).update(beat=timezone.now()):
            raise RebuildUnderWay("another rebuild has taken over, because this one stood still")
        self._beat = time.monotonic()

    def end(self) -> None:
        """Give it back, and have the outbox do once more what it has done meanwhile."""
        with transaction.atomic():
            if Rebuild.objects.filter(engine=self._engine, token=self._token).delete()[0]:
                settled_requeue(self._engine)


def _told(other: Rebuild | None) -> str:
    if other is None:  # it has just ended
        return "a rebuild was under way"
    silent = (timezone.now() - other.beat).total_seconds()
    return (
        f"a rebuild is under way since {other.started:%Y-%m-%d %H:%M:%S} UTC (last sign of life {silent:.0f} s ago); "
        "if it was killed, --take-over begins at once"
    )


def rebuild_engine(engine: SearchEngine, progress: Progress | None = None, *, take_over: bool = False) -> int:
    """Replace everything in an engine; return the number of documents. Can be killed, and begun again.

    Pages that change meanwhile are written by the outbox as usual, and once more at the end: the rebuild may have read
    them before. Raises EngineError when it fails, RebuildUnderWay when another one is at work.
    """
    claim = Claim(engine.name, take_over=take_over)
    count = 0

    def counted(documents: Iterable[Document]) -> Iterator[Document]:
        nonlocal count
        for document in documents:
            count += 1
            claim.beat()
            yield document

    def tell(written: int) -> None:
        claim.beat()
        if progress:
            progress(written)

    try:
        engine.rebuild(counted(all_documents()), tell)
    except DocumentsRefused as refused:  # all others are there
        logger.warning("search: %s was rebuilt, but %s", engine.name, refused.reason)
        outbox_add(keys=refused.keys, engine_name=engine.name)
        return count - len(refused.keys)
    finally:
        claim.end()
    return count

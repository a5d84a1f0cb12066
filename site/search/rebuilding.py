"""Filling an engine anew from the database."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from search.engines.base import Progress, SearchEngine
from search.models import OutboxEntry, Rebuild
from search.sources import all_documents


def rebuild_engine(engine: SearchEngine, progress: Progress | None = None) -> int:
    """Replace everything in an engine; return the number of documents. Can be killed, and begun again.

    Pages that change meanwhile are written by the outbox as usual, and once more at the end: the rebuild may have read
    them before.
    """
    Rebuild.objects.filter(engine=engine.name).delete()  # of a run that was killed
    under_way = Rebuild.objects.create(engine=engine.name)
    try:
        return engine.rebuild(all_documents(), progress)
    finally:
        with transaction.atomic():
            under_way.delete()
            OutboxEntry.objects.filter(engine=engine.name, settled=True).update(
                settled=False, token=uuid.uuid4(), created=timezone.now()
            )

"""One change of plugins at a time, whichever process makes it."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plugins.lifecycle.errors import UnderWayError
from plugins.models import Epoch
from plugins.sentences import Sentence
from plugins.sentences import mark as _

# Whoever holds the lock longer has most likely died. Migrations of plugins take seconds.
MINUTES = 10


@contextmanager
def lifecycle_lock() -> Iterator[None]:
    """Keep other changes of plugins away during the block. Raises UnderWayError when one is under way.

    A row of the database rather than a database's own lock: the same on SQLite and PostgreSQL, visible to whoever looks,
    and kept across the transactions of a migration.
    """
    token = f"{socket.gethostname()[:60]}, process {os.getpid()}, {secrets.token_hex(4)}"
    now = timezone.now()
    free = _row().filter(Q(held_by="") | Q(held_until__lt=now))
    if not free.update(held_by=token, held_until=now + timedelta(minutes=MINUTES)):
        holder = _row().values_list("held_by", flat=True).first() or ""
        words = _("Another change of plugins is under way (%(holder)s). Try again when it is done.")
        raise UnderWayError(Sentence(words, holder=holder))
    try:
        yield
    finally:
        # Not ours any more if it took too long.
        Epoch.objects.filter(pk=1, held_by=token).update(held_by="", held_until=None)


def _row() -> QuerySet[Epoch]:
    if not Epoch.objects.filter(pk=1).exists():
        with suppress(IntegrityError), transaction.atomic():  # another process may be first
            Epoch.objects.create(pk=1)
    return Epoch.objects.filter(pk=1)

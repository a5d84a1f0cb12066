"""The chain of entries: each is written once, in order, and holds the digest of the one before it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wiki.deciding.criteria import plain
from wiki.models import GrantChain, GrantEntry, GrantNote, GrantPerson

BEGINNING = "0" * 64
"""What the first entry has in place of a digest before it."""
FIELDS = (
    "sequence",
    "kind",
    "actor",
    "role",
    "customer",
    "currency",
    "exception_page",
    "details",
    "note_digest",
    "token",
    "previous",
)


@dataclass(frozen=True)
class Event:
    """What is to be written: `token` makes it one, however often it is sent."""

    grant: UUID
    kind: str
    actor: GrantPerson
    role: str
    customer: str
    amount: Decimal | None
    currency: str
    exception_page: int
    token: str
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def chain_lock() -> GrantChain:
    """Take the lock that puts all entries in order, and return the end of the chain. Call it inside a transaction.

    Whoever holds it sees all that was written before: limits are counted under it.
    """
    if not GrantChain.objects.filter(pk=1).update(length=F("length")):
        GrantChain.objects.get_or_create(pk=1)
    return GrantChain.objects.select_for_update().get(pk=1)


@transaction.atomic
def entry_add(event: Event) -> GrantEntry:
    """Write an entry at the end of the chain, with what was typed beside it."""
    chain = chain_lock()
    salt = secrets.token_hex(16) if event.note else ""
    entry = GrantEntry(
        sequence=chain.length + 1,
        grant=event.grant,
        kind=event.kind,
        at=timezone.now(),
        actor=event.actor.key,
        role=event.role,
        customer=event.customer,
        amount=event.amount,
        currency=event.currency,
        exception_page=event.exception_page,
        details=json.loads(json.dumps(event.details)),
        note_digest=words_digest(salt, event.note) if event.note else "",
        token=event.token,
        previous=chain.head,
    )
    entry.digest = digest_of(entry)
    entry.save()
    if event.note:
        GrantNote.objects.create(entry=entry, salt=salt, text=event.note)
    GrantChain.objects.filter(pk=1).update(length=entry.sequence, head=entry.digest)
    return entry


def digest_of(entry: GrantEntry) -> str:
    """Return the digest of all that an entry says, the digest before it included."""
    said = {name: getattr(entry, name) for name in FIELDS}
    said["grant"] = str(entry.grant)
    said["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    said["amount"] = "" if entry.amount is None else plain(entry.amount)
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def words_digest(salt: str, words: str) -> str:
    """Return the digest of something typed. Nobody finds out by trying what it was, once the salt is gone."""
    return sha256(f"{salt}\n{words}".encode()).hexdigest()

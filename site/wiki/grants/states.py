"""How a grant stands after what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from wiki.models import EntryKind, GrantEntry, GrantState

AFTER = {
    EntryKind.GRANTED: GrantState.GRANTED,
    EntryKind.ASKED: GrantState.WAITING,
    EntryKind.APPROVED: GrantState.GRANTED,
    EntryKind.REFUSED: GrantState.REFUSED,
    EntryKind.WITHDRAWN: GrantState.WITHDRAWN,
    EntryKind.CORRECTED: GrantState.GRANTED,
    EntryKind.REVOKED: GrantState.REVOKED,
}

Standing = tuple[str, Decimal | None, str, str]


def replayed(entries: Iterable[GrantEntry]) -> dict[UUID, Standing]:
    """Return state, amount, currency and customer's key of each grant after all of these entries."""
    found: dict[UUID, Standing] = {}
    for entry in entries:
        found[entry.grant] = (AFTER[EntryKind(entry.kind)], entry.amount, entry.currency, entry.customer)
    return found

"""Whose results an editor may look at: never more than their own."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.audiences import ANONYMOUS, Audience, Reader, reader_for

ANYBODY, CUSTOMER, AGENT = "anonymous", "customer", "agent"
_LABELS: dict[str, tuple[Audience, Promise]] = {
    ANYBODY: (Audience.PUBLIC, _("a visitor who is not signed in")),
    CUSTOMER: (Audience.CUSTOMER, _("a signed-in customer")),
    AGENT: (Audience.AGENT, _("an agent, with your own groups")),
}


def reader_choices(user: Any) -> list[tuple[str, Promise]]:
    """Return the readers that this person may search as: nobody who sees more than they do."""
    own = reader_for(user)
    return [(name, label) for name, (level, label) in _LABELS.items() if level <= own.level]


def reader_label(reader: Reader) -> Promise:
    """Return the words for a reader that `reader_named` gave."""
    return next(label for level, label in _LABELS.values() if level == reader.level)


def reader_named(name: str, user: Any) -> Reader:
    """Return the reader of that name, as much of it as this person may be; anything else is a visitor."""
    own = reader_for(user)
    level = _LABELS[name][0] if name in _LABELS else Audience.PUBLIC
    level = min(level, own.level)
    if level == Audience.PUBLIC:
        return ANONYMOUS
    # A customer has no groups. An agent has those of this person, and not the rights of a superuser.
    return Reader(level, own.group_ids if level == Audience.AGENT else frozenset())

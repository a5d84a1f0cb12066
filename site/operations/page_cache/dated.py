"""When pages change next without anybody writing: at a date that an editor has set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from django.db.models import Min
from django.utils import timezone

from content.models import HelpPage
from faq_blocks.models import Question
from operations.hooks import dated_changes
from plugins.naming import owner_for
from plugins.registry import Registry
from plugins.shield import shielded

Next = Callable[[datetime], datetime | None]
"""Takes a moment; returns the first later one at which something that readers see changes, or None."""


class RegisterDated(Protocol):
    """What listeners of the action `dated_changes` get."""

    def __call__(self, name: str, find: Next) -> None: ...


_own: Registry[Next] = Registry("dated changes")


def register_dated(name: str, find: Next) -> None:
    """Have kept pages end when something changes by its date alone; the same name again replaces it.

    What a job publishes or closes needs no telling: it writes. This is for what readers see by the clock, such as a banner
    with a last day. Rooms below this one, and plugins, listen to the action `dated_changes` instead.
    """
    _own.add(find, name=name, owner=owner_for(find), replace=True)


def next_dated_change(now: datetime | None = None) -> datetime | None:
    """Return the next moment at which public pages become other ones by the clock. A few queries, after each change."""
    now = now or timezone.now()
    finds = {each.name: (each.owner, each.entry) for each in _own.entries()}

    def register(name: str, find: Next) -> None:
        finds[name] = (owner_for(find), find)

    dated_changes(register=register)
    found = [shielded(owner, "dated_changes", partial(find, now), None) for owner, find in finds.values()]
    aware = [each for each in found if isinstance(each, datetime) and timezone.is_aware(each)]
    return min((each for each in aware if each > now), default=None)


def of_pages(now: datetime) -> datetime | None:
    """Pages that become public or archived."""
    return _first(HelpPage._base_manager.filter(next_change__gt=now), "next_change")


def of_expiry(now: datetime) -> datetime | None:
    """Pages that expire, with all that is below them."""
    return _first(HelpPage._base_manager.filter(visible_until__gt=now), "visible_until")


def of_questions(now: datetime) -> datetime | None:
    """Questions that expire."""
    return _first(Question._base_manager.filter(expire_at__gt=now), "expire_at")


def _first(rows: object, field: str) -> datetime | None:
    found: datetime | None = rows.aggregate(first=Min(field))["first"]  # type: ignore[attr-defined]
    return found


def register_own() -> None:
    """Register what the rooms have; called once when the room is ready."""
    register_dated("pages", of_pages)
    register_dated("pages.expiry", of_expiry)
    register_dated("questions.expiry", of_questions)

"""Handing out and erasing. What one holder fails at does not stop the others, and is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.personal_data.persons import ADMIN, Person
from accounts.personal_data.registry import Holder, holders
from plugins.registry import Entry
from plugins.shield import shielded

logger = logging.getLogger(__name__)
Value = TypeVar("Value")


class AccountStays(Exception):
    """The account belongs to somebody who works here; an administrator closes it in the admin."""


@dataclass(frozen=True)
class Exported:
    """Rows by the name of what they are, and the names of those that could not be read."""

    data: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows there are of each kind, by its label; kinds without any are left out."""
        return [(self.labels[name], len(rows)) for name, rows in self.data.items() if rows]

    def document(self) -> dict[str, Any]:
        """All of it as one object for JSON."""
        return {"made": timezone.now(), "data": self.data, "failed": self.failed}


@dataclass(frozen=True)
class Erased:
    """How many rows of each kind were changed, and the names of kinds that could not be erased."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def personal_data_export(person: Person) -> Exported:
    """Return everything that is kept about a person."""
    found = Exported()
    for each in holders.entries():
        found.labels[each.name] = str(each.entry.label)
        rows = _asked(each, partial(each.entry.export, person), list)
        if rows is None:
            found.failed.append(each.name)
        else:
            found.data[each.name] = rows
    return found


def personal_data_erase(person: Person) -> Erased:
    """Erase everything that is kept about a person, but not the account itself."""
    done = Erased()
    for each in holders.entries():
        count = _asked(each, partial(_in_one, each.entry, person), int)
        if count is None:
            done.failed.append(each.name)
        else:
            done.counts[each.name] = count
    return done


def account_close(user: User) -> None:
    """Delete an account with its name and address. Raises AccountStays for those who work in the admin."""
    if user.is_superuser or user.has_perm(ADMIN):
        raise AccountStays
    user.delete()


def _in_one(holder: Holder, person: Person) -> int:
    with transaction.atomic():
        return holder.erase(person)


def _asked(each: Entry[Holder], call: Callable[[], Value], expected: type) -> Value | None:
    if each.owner:
        return shielded(each.owner, f"personal data {each.name}", call, None, expected=expected)
    try:
        return call()
    except Exception:
        logger.exception("personal data: %s failed", each.name)
        return None

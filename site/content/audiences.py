"""Who a reader is, and what a string of required groups asks of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.groups import AGENT_GROUPS


class Audience(models.IntegerChoices):
    """Ordered: each sees what those before see."""

    PUBLIC = 0, _("Everyone")
    CUSTOMER = 1, _("Signed-in customers")
    AGENT = 2, _("Agents")


@dataclass(frozen=True)
class Reader:
    """What decides about visibility: the level, the groups, and whether all is open (superusers)."""

    level: Audience
    group_ids: frozenset[int] = frozenset()
    sees_all: bool = False

    @cached_property
    def admitted_groups(self) -> list[str]:
        """The required-groups strings in use that admit this reader. One query, none for who is in no group.

        Pages that get other groups after that are hidden until the next request, never shown.
        """
        from content.models import HelpPage

        if not self.group_ids:
            return []
        in_use = HelpPage._base_manager.exclude(required_groups="").values_list("required_groups", flat=True).distinct()
        return [each for each in in_use if groups_admit(each, self)]


ANONYMOUS = Reader(Audience.PUBLIC)
# Finds all that can be shown to anybody: what is kept for readers of all kinds is cut for each of them later.
EVERYTHING = Reader(Audience.AGENT, sees_all=True)


def reader_for(user: Any) -> Reader:
    """Return the reader a user is. Nobody and signed-out users are ANONYMOUS, without a query.

    The groups of a signed-in user are read once and kept on the user object. A Reader is returned as it is.
    """
    if isinstance(user, Reader):
        return user
    if user is None or not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    known: Reader | None = getattr(user, "_sanad_reader", None)
    if known is None:
        known = user._sanad_reader = _read(user)
    return known


def groups_of(user: Any) -> dict[int, str]:
    """Return the names of the groups of a signed-in user by their ids; read once and kept on the user object."""
    known: dict[int, str] | None = getattr(user, "_sanad_groups", None)
    if known is None:
        known = user._sanad_groups = dict(user.groups.values_list("pk", "name"))
    return known


def _read(user: Any) -> Reader:
    groups = groups_of(user)
    is_agent = user.is_superuser or any(name in AGENT_GROUPS for name in groups.values())
    return Reader(
        level=Audience.AGENT if is_agent else Audience.CUSTOMER,
        group_ids=frozenset(groups),
        sees_all=user.is_superuser,
    )


def groups_string(gates: Iterable[frozenset[int]]) -> str:
    """Write gates, each a set of groups of which one is needed, as "3,17|5": (3 or 17) and 5. No gates is ""."""
    return "|".join(sorted({",".join(map(str, sorted(gate))) or "0" for gate in gates}))


def gates_of(required_groups: str) -> frozenset[frozenset[int]]:
    """Read a string made by `groups_string`."""
    return frozenset(frozenset(map(int, gate.split(","))) for gate in required_groups.split("|") if gate)


def admits_more(one: tuple[int, str], other: tuple[int, str]) -> bool:
    """Tell whether an audience with a string of required groups lets somebody in whom another does not."""
    return one[0] < other[0] or not gates_of(other[1]) <= gates_of(one[1])


def groups_admit(required_groups: str, reader: Reader) -> bool:
    """Tell whether a reader passes every gate of a string made by `groups_string`."""
    if not required_groups or reader.sees_all:
        return True
    return all(gate & reader.group_ids for gate in gates_of(required_groups))

"""Parts of the tree in which only some groups write or approve, whatever rights others have above them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from content.audiences import Reader, reader_for

APPROVING = "publish"


@dataclass(frozen=True)
class Narrowed:
    """A page and all below it. An empty set leaves the rights of the tree; who approves may write as well."""

    path: str
    writers: frozenset[int] = frozenset()
    approvers: frozenset[int] = frozenset()

    def admits(self, action: str, reader: Reader) -> bool:
        """Tell whether a reader may do this here, as far as the groups go."""
        if reader.sees_all:
            return True
        if action == APPROVING and self.approvers:
            return bool(self.approvers & reader.group_ids)
        return not self.writers or bool((self.writers | self.approvers) & reader.group_ids)


Provider = Callable[[], Iterable[Narrowed]]
_providers: list[Provider] = []


def register_narrowing(provider: Provider) -> None:
    """Let a room name such parts of the tree, in a few queries (wiki spaces)."""
    _providers.append(provider)


def barred_parts(user: Any, action: str) -> list[str]:
    """Return the paths below which somebody must not do this. None for superusers, without a query."""
    reader = reader_for(user)
    return [] if reader.sees_all else [each.path for each in _known(user) if not each.admits(action, reader)]


def approved_by_others(user: Any) -> list[str]:
    """Return the paths below which others are named to approve. None for superusers, without a query."""
    reader = reader_for(user)
    if reader.sees_all:
        return []
    return [each.path for each in _known(user) if each.approvers and not each.approvers & reader.group_ids]


def is_barred(page: Page, user: Any, action: str) -> bool:
    """Tell whether a page stands in a part of the tree in which this person must not do this."""
    return any(page.path.startswith(path) for path in barred_parts(user, action))


def barred_pages(user: Any, actions: Iterable[str]) -> Q:
    """Return the pages with which this person may do none of these things, as a filter."""
    paths = [set(barred_parts(user, action)) for action in actions]
    everywhere = Q(pk__in=[])
    for path in set.intersection(*paths) if paths else ():
        everywhere |= Q(path__startswith=path)
    return everywhere


def _known(user: Any) -> list[Narrowed]:
    """Asked once for a person and request: lists ask for each of their pages."""
    known: list[Narrowed] | None = getattr(user, "_sanad_narrowed", None)
    if known is None:
        known = [each for provider in _providers for each in provider()]
        if user is not None and not isinstance(user, Reader):
            user._sanad_narrowed = known
    return known

"""What editors see of the lists: their pages, and how many."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from content.models import HelpPage
from feedback.inbox.selectors import pages_edited_by
from kb.facts.pages import text_pages
from kb.lists.registry import Chosen, EditorsList, all_lists, narrowed

REMEMBERED = 300
"""Seconds for which the numbers of a person are shown again."""

KEPT = 30 * 24 * 3600
"""Seconds for which they are kept for the admin's first page, where nothing is counted."""


def list_pages(entry: EditorsList, user: Any, chosen: Chosen | None = None) -> QuerySet[HelpPage]:
    """Return the pages of a list that somebody may edit and read."""
    return narrowed(entry, _own(user), chosen or Chosen())


def list_counts(user: Any) -> dict[str, int]:
    """Return how many pages each list has for somebody, by name; up to five minutes old."""
    key = _key(user)
    known: dict[str, int] = cache.get(key) or {}
    lists = all_lists()
    if set(known) != {each.name for each in lists}:
        known = {each.name: list_pages(each, user).count() for each in lists}
        cache.set(key, known, REMEMBERED)
        cache.set(_last_key(user), known, KEPT)
    return known


def last_counts(user: Any) -> dict[str, int]:
    """Return the numbers that this person saw last, up to thirty days old, without counting; {} when there are none."""
    known: dict[str, int] = cache.get(_last_key(user)) or {}
    return known


def counts_forget(user: Any) -> None:
    """Have the numbers of a person counted anew the next time."""
    cache.delete(_key(user))


def _key(user: Any) -> str:
    return f"kb.lists:{user.pk}"


def _last_key(user: Any) -> str:
    return f"kb.lists.last:{user.pk}"


def _own(user: Any) -> QuerySet[HelpPage]:
    pages: QuerySet[HelpPage] = text_pages()
    return pages if user.is_superuser else pages.filter(pk__in=pages_edited_by(user).order_by().values("pk"))

"""What is kept here about people."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Person, register_personal_data
from wiki.marks.pages import readable
from wiki.models import Favourite, HandbookFile, RecentRead, Watch, WatchSettings
from wiki.models.reading import OfAgent

_LISTS: tuple[tuple[str, type[OfAgent], str], ...] = (
    ("favourite", Favourite, ""),
    ("watched", Watch, "since"),
    ("read", RecentRead, "at"),
)


def reading_export(person: Person) -> list[dict[str, Any]]:
    """One row for each page on a list of theirs. What they may no longer read is named by its number alone."""
    if person.user is None:
        return []
    rows: list[dict[str, Any]] = []
    for name, model, moment in _LISTS:
        found = model._default_manager.filter(user=person.user)
        rows += [{"list": name, "page": row.page_id, "since": getattr(row, moment) if moment else None} for row in found]
    titles = dict(readable(person.user).filter(pk__in={row["page"] for row in rows}).values_list("pk", "title"))
    for row in rows:
        row["title"] = titles.get(row["page"])
    own = WatchSettings.objects.filter(user=person.user).values("frequency", "told_until", "seen_until")
    return [*rows, *({"list": "mails", **each} for each in own)]


def reading_erase(person: Person) -> int:
    """All of it, files asked for included: the job that clears up deletes what lies on the disk."""
    if person.user is None:
        return 0
    kept: tuple[type[models.Model], ...] = (Favourite, Watch, RecentRead, WatchSettings, HandbookFile)
    return sum(model._default_manager.filter(user=person.user).delete()[0] for model in kept)


def register_own() -> None:
    """Register it; called once when the room is ready."""
    label = _("Favourites, watched pages and pages read last in the wiki")
    register_personal_data("wiki_reading", label, reading_export, reading_erase)

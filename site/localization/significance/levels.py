"""How far each translation is behind its source, written on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from localization.models import Level, SourceChange, Translation
from localization.significance.signals import newer_source_changed


@transaction.atomic
def levels_refresh(translation_key: UUID) -> None:
    """Write for each translation of a source how much of it has been published since, and since when. Three statements.

    The level is the highest of the publishings after the one that the published translation says. What has never been
    published is not behind anything.
    """
    rows = Translation.objects.select_for_update().filter(translation_key=translation_key).order_by("pk")
    rows = rows.exclude(source_locale=F("locale"))
    changes = list(SourceChange.objects.filter(translation_key=translation_key, published__isnull=False).order_by("published"))
    changed, told = [], []
    for row in rows:
        level, since = behind(row.based_on, changes)
        if (level, since) == (row.level, row.outdated_since):
            continue
        if row.page_id and (level == Level.MAJOR) != (row.level == Level.MAJOR):
            told.append(row.page_id)
        row.level, row.outdated_since = level, since
        changed.append(row)
    Translation.objects.bulk_update(changed, ["level", "outdated_since"])
    if told:
        newer_source_changed.send(sender=Translation, page_ids=told)


def behind(based_on: int, changes: Sequence[SourceChange]) -> tuple[Level, datetime | None]:
    """Return how much was published after a revision, and since when it matters. `changes`: the published ones, oldest first.

    It goes by the time of publishing: what is scheduled is published after revisions with higher numbers.
    """
    if not based_on:
        return Level.NONE, None
    moment = next((each.published for each in changes if each.revision == based_on), None)
    if moment is None:
        later = [each for each in changes if each.revision > based_on]
    else:
        later = [each for each in changes if each.published and each.published > moment]
    since = next((each.published for each in later if each.level >= Level.MEDIUM), None)
    return Level(max((each.level for each in later), default=Level.NONE)), since

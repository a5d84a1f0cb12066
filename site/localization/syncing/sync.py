"""Takes what a source says now into its translations. Readers see nothing of it: it makes drafts."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.db import transaction

from localization.counting import counts_refresh, word_count
from localization.merging import Merged, merge, said
from localization.models import Translation, TranslationEvent
from localization.segments import segments_of
from localization.significance.saying import is_ready
from localization.syncing.harvesting import Harvest, harvest
from localization.syncing.outcomes import Outcome, What
from localization.syncing.writing import harvest_write, merged_write, units_of
from localization.targets import latest_id, target_of

logger = logging.getLogger(__name__)

Event = TranslationEvent.What


@transaction.atomic
def translation_sync(translation: Translation, *, user: Any = None) -> Outcome:
    """Merge what the source says now with the words of a translation, and write it into a new draft of the target.

    What was written in the target's own editor is taken over first. Nothing that readers see is touched, no text is replaced
    but by an earlier one for the very same source (kept as a version then), and what the source says no more goes to the bin.
    A translation that is stopped, or whose source is gone, is left as it is. Safe to call again: without a change it is three
    queries for the source and the page, and writes nothing.
    """
    from localization.snapshots import snapshot_take, source_of

    row = translation_locked(translation)
    source = source_of(row)
    if source is None:
        source_gone_note([row], user=user)
        return Outcome(What.SOURCE_GONE)
    if not row.is_synced:
        return Outcome(What.STOPPED)
    units = units_of(row)
    target = target_of(row, lock=True)
    found = harvest(row, units, target) if target is not None else Harvest()
    harvest_write(found)
    before = row.snapshot_id
    row.snapshot = snapshot_take(source)
    merged, changed = Merged(), 0
    if row.snapshot_id != before or not units:
        merged = merge([*units, *found.found], segments_of(source))
        changed = merged_write(row, merged)
    row.is_source_gone = False
    row.harvested = found.revision
    row.save(update_fields=["snapshot", "is_source_gone", "harvested", "changed"])
    return _told(row, merged, changed, found, has_new_source=row.snapshot_id != before, has_target=target is not None, user=user)


def _told(
    row: Translation, merged: Merged, changed: int, found: Harvest, *, has_new_source: bool, has_target: bool, user: Any
) -> Outcome:
    """Count anew, write the draft and the history of what was done."""
    from localization.rendering import draft_save

    if has_new_source or found.number:
        counts_refresh([row.pk])
    has_draft = has_target and (has_new_source or bool(found.found))
    if has_draft:
        draft_save(Translation.objects.get(pk=row.pk), user=user)
    outcome = Outcome(
        What.MERGED if has_new_source or found.number else What.UNCHANGED,
        changed=changed,
        new=len(merged.new),
        binned=len(merged.bin),
        back=len(merged.back),
        harvested=found.number,
        has_draft=has_draft,
    )
    if outcome.what == What.MERGED and outcome.note:
        words = sum(word_count(str(said(pair.unit))) for pair in merged.change)
        words += sum(word_count(fresh.segment.source) for fresh in merged.new)
        TranslationEvent.objects.create(translation=row, what=Event.SYNCED, user=user, words=words, note=outcome.note)
    return outcome


@transaction.atomic
def translation_harvest(translation: Translation) -> int:
    """Take over what was written in the target's own editor; return how many texts and values. The source is left aside.

    To be called by whoever is about to write units into the page: what nobody has taken over would be written over. One or two
    queries where nobody wrote there.
    """
    row = translation_locked(translation)
    target = target_of(row, lock=True)
    if target is None or (row.harvested and latest_id(target) == row.harvested):
        return 0
    found = harvest(row, units_of(row), target)
    harvest_write(found)
    Translation.objects.filter(pk=row.pk).update(harvested=found.revision)
    translation.harvested = found.revision
    if found.number:
        counts_refresh([row.pk])
        TranslationEvent.objects.create(translation=row, what=Event.HARVESTED, note=f"✎{found.number}")
    return found.number


def translations_sync(key: UUID, *, user: Any = None) -> dict[int, Outcome]:
    """Sync all translations of one source; return what came of each, by primary key.

    Each is a transaction of its own: one that fails is in the log, and keeps the others from nothing. A source whose editor
    said that it is not ready for translation waits.
    """
    rows = list(Translation.objects.filter(translation_key=key).order_by("pk"))
    outcomes: dict[int, Outcome] = {}
    if not rows or not is_ready(key):
        return outcomes
    for row in rows:
        try:
            outcomes[row.pk] = translation_sync(row, user=user)
        except Exception:
            logger.exception("The translation %s could not be merged with its source", row.pk)
    return outcomes


@transaction.atomic
def sync_stop(translation: Translation, *, user: Any) -> None:
    """Let a page be written freely: its source is not merged into it any more. Words and page stay as they are."""
    row = translation_locked(translation)
    if row.is_synced:
        row.is_synced = False
        row.save(update_fields=["is_synced", "changed"])
        TranslationEvent.objects.create(translation=row, what=Event.STOPPED, user=user)
    translation.is_synced = False


@transaction.atomic
def sync_start(translation: Translation, *, user: Any) -> Outcome:
    """Let a translation follow its source again. What was written in the page meanwhile is taken over before anything else."""
    row = translation_locked(translation)
    if not row.is_synced:
        row.is_synced = True
        row.save(update_fields=["is_synced", "changed"])
        TranslationEvent.objects.create(translation=row, what=Event.STARTED, user=user)
    translation.is_synced = True
    return translation_sync(translation, user=user)


def source_gone_note(rows: list[Translation], *, user: Any = None) -> None:
    """Note that the source of these translations was deleted. They stay as they are, and live where they are live."""
    news = [row for row in rows if not row.is_source_gone]
    for row in news:
        row.is_source_gone = True
    Translation.objects.filter(pk__in=[row.pk for row in news]).update(is_source_gone=True)
    TranslationEvent.objects.bulk_create(TranslationEvent(translation=row, what=Event.SOURCE_GONE, user=user) for row in news)


def translation_locked(translation: Translation) -> Translation:
    """Return the row as it is now, held until the commit."""
    rows = Translation.objects.select_for_update(of=("self",)).select_related(
        "locale", "source_locale", "content_type", "snapshot"
    )
    return rows.get(pk=translation.pk)

"""What becomes of translations when their source is deleted, moved or unpublished, and of their words when a target is.

None of it takes a page away from those who may read its source, and none loses a word: see docs/translation/syncing.md.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page

from localization.counting import counts_refresh
from localization.merging import leaf
from localization.models import Kind, Level, Stage, Translation, TranslationEvent, Unit, UnitState
from localization.openness import is_stricter
from localization.syncing.closing import translations_close
from localization.syncing.sync import translation_harvest, translation_locked, translations_sync
from localization.targets import target_of
from localization.units import source_digest

Event = TranslationEvent.What


class NotPossible(Exception):
    """What was asked for cannot be done; its sentence says why, and what to do."""


def translations_follow_move(source: Page, *, parent_before: Page, parent_after: Page, user: Any = None) -> list[Page]:
    """Move the translations of a page that was moved below another one; return the pages moved.

    Each moves below the translation of the new parent, live or not, to its end. Where there is none, where another page has
    the same address there, or where somebody had put a translation elsewhere on purpose (not below the translation of the old
    parent), it stays, and its history says so. Old addresses lead to the new ones, as with every move. What would be open to
    more people than its source is now, which was moved to where fewer may read, is unpublished, whatever became of the moves.
    """
    if parent_before.pk == parent_after.pk:
        return []
    try:
        return _follow(source, parent_before, parent_after, user)
    finally:
        if is_stricter(parent_after, than=parent_before):
            below = Page.objects.filter(path__startswith=source.path, locale=source.locale_id)
            rows = Translation.objects.filter(translation_key__in=below.values("translation_key"))
            translations_close(rows.filter(source_locale=source.locale_id), user=user)


def _follow(source: Page, parent_before: Page, parent_after: Page, user: Any) -> list[Page]:
    rows = Translation.objects.filter(translation_key=source.translation_key, source_locale=source.locale_id).exclude(page=None)
    moved = []
    for row in rows.select_related("page"):
        page: Any = row.page
        twin = Page.objects.filter(translation_key=parent_after.translation_key, locale=row.locale_id, alias_of=None).first()
        above = page.get_parent()
        was_beside = above is not None and above.translation_key == parent_before.translation_key
        if twin is not None and above is not None and above.pk == twin.pk:
            continue
        if twin is None or not was_beside or twin.pk == page.pk or twin.is_descendant_of(page):
            TranslationEvent.objects.create(translation=row, what=Event.STAYED, user=user)
            continue
        try:
            with transaction.atomic():
                page.move(twin, pos="last-child", user=user)
                TranslationEvent.objects.create(translation=row, what=Event.MOVED, user=user)
        except ValidationError as error:
            TranslationEvent.objects.create(translation=row, what=Event.STAYED, user=user, note=" ".join(error.messages))
        else:
            moved.append(Page.objects.get(pk=page.pk))
    return moved


def source_hidden_note(source: Any, *, user: Any = None) -> None:
    """Note in the history of its translations that a source was unpublished. They stay as they are."""
    rows = Translation.objects.filter(translation_key=source.translation_key, source_locale=source.locale_id)
    TranslationEvent.objects.bulk_create(TranslationEvent(translation=row, what=Event.SOURCE_HIDDEN, user=user) for row in rows)


def translations_unpublish(key: UUID, *, user: Any) -> int:
    """Unpublish the live translations of a source, for whoever wants them gone with it; return how many. Words stay."""
    count = 0
    for row in Translation.objects.filter(translation_key=key).exclude(source_locale=F("locale")):
        target = target_of(row)
        if target is not None and getattr(target, "live", False):
            target.unpublish(user=user)
            count += 1
    return count


def target_hidden(row: Translation) -> None:
    """Write down that readers do not see a translation any more."""
    row.stage = Stage.TRANSLATING if row.units_done else Stage.TO_DO
    row.published, row.based_on, row.level, row.outdated_since = None, 0, Level.NONE, None
    row.save(update_fields=["stage", "published", "based_on", "level", "outdated_since", "changed"])


@transaction.atomic
def target_forget(row: Translation, *, user: Any = None) -> None:
    """Before a target is deleted: take over what only its page says, and go on without it. All words stay.

    Whoever asks for the translation again gets them back (`localization.creating`).
    """
    translation_harvest(row)
    row = translation_locked(row)
    row.object_id, row.page, row.harvested = "", None, 0
    row.save(update_fields=["object_id", "page", "harvested", "changed"])
    target_hidden(row)
    TranslationEvent.objects.create(translation=row, what=Event.TARGET_GONE, user=user)


@transaction.atomic
def source_become(translation: Translation, *, user: Any) -> list[Translation]:
    """Let a live translation take the place of a source that is gone: the others are translations of it from now on; return them.

    Its own row and words stay, and it follows nobody; work on it is over, and a review of it ends.
    A text of another language that translated the same words as one of this
    language goes on as translated, now from this language; the rest is merged as usual. Raises NotPossible with a sentence.
    """
    from localization.snapshots import source_of
    from localization.stages import work_end

    row = translation_locked(translation)
    if source_of(row) is not None and row.source_locale_id != row.locale_id:
        raise NotPossible(_("The source is still there. Only a translation whose source was deleted can take its place."))
    target = target_of(row)
    if target is None or not getattr(target, "live", True):
        raise NotPossible(_("Publish this translation first: others are translated from what readers see."))
    translation_harvest(row)
    work_end(row, user=user)
    own = {_key(unit): unit for unit in row.units.filter(kind=Kind.TEXT, state=UnitState.DONE).exclude(text="")}
    others = list(Translation.objects.select_for_update().filter(translation_key=row.translation_key).exclude(pk=row.pk))
    for other in others:
        _translate_from(other, own)
        other.source_locale_id, other.is_source_gone = row.locale_id, False
        other.save(update_fields=["source_locale", "is_source_gone", "changed"])
    row.is_synced, row.is_source_gone, row.source_locale_id = False, False, row.locale_id
    row.save(update_fields=["is_synced", "is_source_gone", "source_locale", "changed"])
    rows = [row, *others]
    TranslationEvent.objects.bulk_create(TranslationEvent(translation=each, what=Event.NEW_SOURCE, user=user) for each in rows)
    translations_sync(row.translation_key, user=user)
    return list(Translation.objects.filter(pk__in=[other.pk for other in others]))


def _key(unit: Unit) -> tuple[str, str]:
    return leaf(unit.path), unit.source


def _translate_from(other: Translation, own: dict[tuple[str, str], Unit]) -> None:
    """Let what a language says for words of the old source say it for those of the new one."""
    units = [unit for unit in other.units.filter(kind=Kind.TEXT) if _key(unit) in own]
    for unit in units:
        unit.source = own[_key(unit)].text
        unit.source_digest, unit.version = source_digest(unit.source), unit.version + 1
    Unit.objects.bulk_update(units, ["source", "source_digest", "version"], batch_size=300)
    counts_refresh([other.pk])

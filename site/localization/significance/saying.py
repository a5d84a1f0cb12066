"""Keeping what editors say of the revisions of a source."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, Model, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Revision

from localization.models import Level, SourceChange, SourceSnapshot, Translation
from localization.significance.comparing import level_suggested
from localization.significance.levels import levels_refresh
from localization.significance.signals import source_ready


@transaction.atomic
def change_say(*, revision: Revision, level: int | None, is_ready: bool, note: str, user: Any) -> SourceChange:
    """Store what an editor says of a revision of a source, published or not, and return it. Safe to call again.

    `level` None leaves it to the suggestion, which is made anew until the revision is published.
    """
    change = SourceChange.objects.select_for_update().filter(revision=revision.pk).first()
    if change is None:
        change = SourceChange(translation_key=key_of(revision), revision=revision.pk)
    before = change.level
    if level is not None:
        change.level, change.is_suggested = level, False
    elif change.published is None:
        change.level, change.is_suggested = _suggestion(revision, change.translation_key), True
    change.is_ready, change.note, change.user = is_ready, note[:500], user
    change.save()
    if change.published and change.level != before:
        levels_refresh(change.translation_key)
    return change


@transaction.atomic
def source_published(*, revision: Revision, source: Model) -> None:
    """Note that a revision of a source went live, and how far that leaves its translations behind.

    Where nobody said anything of this revision, as where a program publishes, what was said of the drafts before counts, and
    otherwise the suggestion.
    """
    key: UUID = source.translation_key  # type: ignore[attr-defined]
    locale_id: int = source.locale_id  # type: ignore[attr-defined]
    is_source = Translation.objects.filter(translation_key=key, source_locale=locale_id).exists()
    is_known = SourceChange.objects.filter(revision=revision.pk).exists()
    if not is_known and not is_source:
        return  # nobody translates it
    if not is_known:
        _unsaid(revision, key).save()
    SourceChange.objects.filter(revision=revision.pk).update(published=timezone.now())
    if is_source:
        levels_refresh(key)


@transaction.atomic
def source_say_ready(*, translation_key: UUID, user: Any) -> SourceChange | None:
    """Say that what is published of a source is ready for translation; None where it was already, or nothing is known of it."""
    change = unready_changes().select_for_update().filter(translation_key=translation_key).first()
    if change is None:
        return None
    change.is_ready, change.user = True, user
    change.save()
    source_ready.send(sender=SourceChange, translation_key=translation_key)
    return change


@transaction.atomic
def level_correct(*, translation_key: UUID, level: int, user: Any) -> SourceChange | None:
    """Say another level of what was published last of a source; None where nothing is known of it."""
    change = last_published(translation_key)
    if change is None:
        return None
    change.level, change.is_suggested, change.user = level, False, user
    change.save()
    levels_refresh(translation_key)
    return change


def last_published(translation_key: UUID) -> SourceChange | None:
    """Return what was said of the text of a source that readers have; None where nothing was."""
    rows = SourceChange.objects.filter(translation_key=translation_key, published__isnull=False)
    return rows.order_by("-published").first()


def unready_changes() -> QuerySet[SourceChange]:
    """Return, for each source whose published text is not ready for translation, what was said of it."""
    newer = SourceChange.objects.filter(translation_key=OuterRef("translation_key"), published__gt=OuterRef("published"))
    return SourceChange.objects.filter(~Exists(newer), published__isnull=False, is_ready=False)


def unready_keys() -> QuerySet[Any, UUID]:
    """Return the translation keys of the sources that are not ready: their translations are no work yet. For subqueries."""
    return unready_changes().order_by().values_list("translation_key", flat=True)


def is_ready(translation_key: UUID) -> bool:
    """Tell whether translators may begin with what is published of a source."""
    return not unready_changes().filter(translation_key=translation_key).exists()


def changes_since(translation: Translation) -> list[SourceChange]:
    """Return what was published of the source after what this translation says, the newest first: levels, notes and days."""
    rows = SourceChange.objects.filter(translation_key=translation.translation_key, published__isnull=False)
    moment = rows.filter(revision=translation.based_on).values_list("published", flat=True).first()
    later = rows.filter(published__gt=moment) if moment else rows.filter(revision__gt=translation.based_on)
    return list(later.order_by("-published"))


def key_of(revision: Revision) -> UUID:
    """Return the translation key of what a revision is of."""
    return UUID(str(revision.content["translation_key"]))


def published_state(revision: Revision, key: UUID) -> Model | None:
    """Return a source as readers have it, or had it last, beside this revision of it; None where they never did."""
    model: Any = revision.content_type.model_class()
    row = model._base_manager.filter(pk=revision.object_id).first()
    if row is not None and row.live and row.live_revision_id != revision.pk:
        return row
    told = SourceChange.objects.filter(translation_key=key, published__isnull=False).exclude(revision=revision.pk)
    # Revisions of its translations have the same key, but no rows here.
    last = Revision.objects.filter(pk__in=told.order_by("-published").values("revision")[:1]).first()
    if last is not None:
        return last.as_object()
    if row is not None and row.live and row.first_published_at == row.last_published_at:
        return None
    snapshot = SourceSnapshot.objects.filter(translation_key=key).order_by("-created").first()
    return model.from_serializable_data(snapshot.content, check_fks=False) if snapshot is not None else None


def _suggestion(revision: Revision, key: UUID) -> Level:
    before = published_state(revision, key)
    return Level.TYPO if before is None else level_suggested(before, revision.as_object())


def _unsaid(revision: Revision, key: UUID) -> SourceChange:
    rows = SourceChange.objects.filter(translation_key=key)
    last = rows.filter(published__isnull=False).aggregate(last=Max("revision"))["last"] or 0
    drafts = list(rows.filter(published__isnull=True, revision__gt=last, revision__lt=revision.pk).order_by("revision"))
    said = [each.level for each in drafts if not each.is_suggested]
    return SourceChange(
        translation_key=key,
        revision=revision.pk,
        level=max(said) if said else _suggestion(revision, key),
        is_suggested=not said,
        is_ready=drafts[-1].is_ready if drafts else True,
        note=drafts[-1].note if drafts else "",
        user_id=revision.user_id,
    )

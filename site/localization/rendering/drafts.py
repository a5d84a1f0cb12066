"""Drafts of translations: written as versions alone, so that readers of a published page notice nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from localization.models import Kind, Translation, Unit, UnitState
from localization.rendering.beginning import target_begin
from localization.rendering.slugs import slug_follow
from localization.segments import Segment, found_in, twins_of, words_into
from localization.snapshots import content_of, source_at, source_of
from localization.targets import has_drafts, target_of

# What differs between two versions that say the same.
_NOT_SAID = {
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "has_unpublished_changes",
    "draft_title",
    "last_published_at",
    "first_published_at",
    "url_path",
    "numchild",
    "path",
    "depth",
    "live",
}


class SourceGone(Exception):
    """There is no state of the source to make a translation of."""


def rendered(translation: Translation) -> Any:
    """Return the target with all words of the translation in it, unsaved.

    Begins with its newest version; with a copy of the source where there is no target (a page then has no place yet). One
    that does not follow its source is its newest version. Raises SourceGone without any state of the source.
    """
    target = target_of(translation)
    if target is not None and not translation.is_synced:
        return _newest(target)
    source = _source(translation)
    page = target_begin(source, locale=translation.locale, user=None) if target is None else _newest(target)
    before = getattr(page, "title", "")
    _write(page, source, translation)
    if not isinstance(page, Page):
        _slug_leave(page)
    elif page.pk is not None:
        slug_follow(page, before=before, source=source)
    return page


def _slug_leave(snippet: Any) -> None:
    """One that names itself when it is saved, as questions do, is named by its translated words on publishing."""
    slugs = [field for field in snippet._meta.concrete_fields if field.name == "slug" and field.blank]
    if slugs and getattr(snippet, "first_published_at", "known") is None:
        snippet.slug = ""


@transaction.atomic
def draft_save(translation: Translation, *, user: Any) -> Any | None:
    """Keep what a translation says now as the newest version of its target, and return that revision.

    The row that readers see is not written. A page that is not there yet is created below the translated page above it
    (which is created first where it lacks), a snippet as an unpublished one. One that shows another page (an alias) becomes a
    page of its own and goes on showing what it showed. None for things that know no drafts: their words wait in the units.
    Nothing is written when the newest version says the same.
    """
    from localization.syncing.sync import translation_harvest

    target = target_of(translation)
    if target is None:
        if not has_drafts(translation.content_type.model_class()):
            return None
        target = _created(translation, user)
    if getattr(target, "alias_of_id", None):
        target = ConvertAliasPageAction(target, user=user).execute(skip_permission_checks=True)
    elif not has_drafts(type(target)):
        return None
    if not translation.is_synced:
        return target.latest_revision or target.save_revision(user=user, clean=False)
    # What somebody wrote in the page's own editor since would be written over.
    translation_harvest(translation)
    page = rendered(translation)
    newest = target.latest_revision
    if newest is None or _said(newest.content) != _said(content_of(page)):
        newest = page.save_revision(user=user, clean=False, log_action=True)
    translation.harvested = newest.pk
    Translation.objects.filter(pk=translation.pk).update(harvested=newest.pk)
    return newest


def texts_for(units: Iterable[Unit], segments: Iterable[Segment]) -> tuple[dict[tuple[str, int], str], dict[str, Any]]:
    """Return the texts and values of units by the places of segments; of units in the bin nothing.

    A unit finds its segment by path and order, or, where the order has moved, by path and source.
    """
    places: dict[tuple[str, str], list[Segment]] = {}
    by_key = {}
    for segment in segments:
        places.setdefault((segment.path, segment.source), []).append(segment)
        by_key[segment.path, segment.order] = segment
    texts: dict[tuple[str, int], str] = {}
    values: dict[str, Any] = {}
    moved = []
    for unit in units:
        if unit.state == UnitState.BIN:
            continue
        if unit.kind == Kind.VALUE:
            if unit.value is not None:
                values[unit.path] = unit.value
        elif (found := by_key.get((unit.path, unit.order))) and found.source in (unit.source, unit.new_source):
            texts[unit.path, unit.order] = unit.text
        else:
            moved.append(unit)
    for unit in moved:
        wanted = unit.new_source or unit.source
        free = [each for each in places.get((unit.path, wanted), ()) if (each.path, each.order) not in texts]
        if free:
            texts[free[0].path, free[0].order] = unit.text
    return texts, values


def _write(page: Any, source: Any, translation: Translation) -> None:
    from localization.syncing.own import own_blocks, own_blocks_put

    found = found_in(source)
    units = list(translation.units.all())
    texts, values = texts_for(units, found.segments)
    own = own_blocks(page, units) if page.pk is not None else {}
    words_into(page, source=source, texts=texts, values=values, twins=twins_of([found], translation.locale))
    own_blocks_put(page, own)


def _source(translation: Translation) -> Any:
    if translation.snapshot is not None:
        model = translation.content_type.model_class()
        if model is not None:
            return source_at(translation.snapshot, model)
    source = source_of(translation)
    if source is None:
        raise SourceGone(f"Translation {translation.pk} has no state of its source.")
    return source


def _newest(target: Any) -> Any:
    if getattr(target, "alias_of_id", None) or not hasattr(target, "get_latest_revision_as_object"):
        return target
    return target.get_latest_revision_as_object()


def _created(translation: Translation, user: Any) -> Any:
    from localization.creating import target_create

    return target_create(translation, user=user)


def _said(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in _NOT_SAID}

"""Sources and targets that are published, moved, unpublished or deleted, whichever way that takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import DraftStateMixin, Page, Revision, get_translatable_models
from wagtail.signals import page_published, page_unpublished, post_page_move, published, unpublished

from content.signals import visibility_changed
from localization.models import Translation
from localization.openness import wider_open
from localization.significance.signals import source_ready
from localization.syncing import lifecycle, tasks
from localization.syncing.moving import is_moving
from localization.syncing.sync import source_gone_note

AT_ONCE = 500


def _rows(instance: Any) -> list[Translation]:
    """Return the translations that something is the source or the target of. One query."""
    its = Q(source_locale=instance.locale_id) | Q(locale=instance.locale_id)
    return list(Translation.objects.filter(its, translation_key=instance.translation_key))


def _own(instance: Any, rows: list[Translation]) -> Translation | None:
    return next((row for row in rows if row.locale_id == instance.locale_id and row.object_id == str(instance.pk)), None)


def _is_source(instance: Any, row: Translation) -> bool:
    return row.source_locale_id == instance.locale_id != row.locale_id


def on_published(instance: Any, **_kwargs: Any) -> None:
    """A source: its translations are merged with it by the worker. A target: what was written in its editor is taken over."""
    if getattr(instance, "alias_of_id", None) or not hasattr(instance, "translation_key"):
        return
    rows = _rows(instance)
    if any(_is_source(instance, row) for row in rows):
        transaction.on_commit(partial(tasks.source_sync.enqueue, str(instance.translation_key)))
    if (own := _own(instance, rows)) is None:
        return
    if own.harvested != instance.latest_revision_id:
        transaction.on_commit(partial(tasks.target_harvest.enqueue, own.pk))
    if own.is_synced and own.page_id:
        _close_wider(Q(pk=own.pk))


def on_visibility(page_ids: list[int], narrowed: Sequence[int] = (), **_kwargs: Any) -> None:
    """Sources that fewer people may read, and what follows its source and may be open to more: such translations are closed.

    Where a source moves, its translations move along first (`translations_follow_move`). One that follows nothing is closed
    when its source becomes narrower, and not again when somebody publishes it as it is.
    """
    for some in _parts(page_ids):
        _close_wider(Q(page__in=some, is_synced=True))
    for some in () if is_moving() else _parts(narrowed):
        its = {"translation_key": OuterRef("translation_key"), "locale": OuterRef("source_locale")}
        _close_wider(Exists(Page.objects.filter(pk__in=some, **its)))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _close_wider(wanted: Q | Exists) -> None:
    """Have the worker unpublish those of these translations that more people may read than their sources."""
    if found := wider_open(Translation.objects.filter(wanted)):
        transaction.on_commit(partial(tasks.targets_close.enqueue, [row.pk for row in found]))


def on_thing_published(instance: Any, **kwargs: Any) -> None:
    """The same for snippets with drafts; pages send this signal too, after their own."""
    if not isinstance(instance, Page):
        on_published(instance, **kwargs)


def on_thing_unpublished(instance: Any, **kwargs: Any) -> None:
    """As above."""
    if not isinstance(instance, Page):
        on_unpublished(instance, **kwargs)


def on_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Snippets without drafts are published by being saved."""
    if not raw and not isinstance(instance, DraftStateMixin) and any(_is_source(instance, row) for row in _rows(instance)):
        transaction.on_commit(partial(tasks.source_sync.enqueue, str(instance.translation_key)))


def on_unpublished(instance: Any, **_kwargs: Any) -> None:
    """A source: noted, and its translations unpublished where the site wants that. A target: readers do not have it any more."""
    if not hasattr(instance, "translation_key"):
        return
    rows = _rows(instance)
    if any(_is_source(instance, row) for row in rows):
        lifecycle.source_hidden_note(instance)
        if getattr(settings, "SANAD_UNPUBLISH_TRANSLATIONS", False):
            transaction.on_commit(partial(tasks.targets_unpublish.enqueue, str(instance.translation_key)))
    if (own := _own(instance, rows)) is not None:
        lifecycle.target_hidden(own)


def on_ready(translation_key: UUID, **_kwargs: Any) -> None:
    """A source that was published unfinished is ready after all: what its translations were spared until now comes."""
    transaction.on_commit(partial(tasks.source_sync.enqueue, str(translation_key)))


def on_moved(instance: Page, parent_page_before: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """A source, or one with sources below: their translations move along, when the move is certain."""
    if parent_page_before.pk == parent_page_after.pk:
        return
    keys = Page.objects.filter(path__startswith=instance.path).values("translation_key")
    rows = Translation.objects.filter(translation_key__in=keys, source_locale=instance.locale_id)
    if rows.exclude(locale=instance.locale_id).exists():
        call = partial(tasks.targets_move.enqueue, instance.pk, parent_page_before.pk, parent_page_after.pk)
        transaction.on_commit(call)


def on_deleting(instance: Any, **_kwargs: Any) -> None:
    """A target: its words are kept."""
    if (own := _own(instance, _rows(instance))) is not None:
        lifecycle.target_forget(own)


def on_deleted(instance: Any, **_kwargs: Any) -> None:
    """A source: its translations stay, and are marked."""
    source_gone_note([row for row in _rows(instance) if _is_source(instance, row)])


def on_revision(instance: Revision, created: bool, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """Wagtail's editor saves while one types, always into the same version: what was taken over from it may say more since."""
    if created or raw or update_fields is not None or "translation_key" not in instance.content:
        return
    rows = Translation.objects.filter(translation_key=instance.content["translation_key"], harvested=instance.pk)
    if not rows.exists():
        return
    older = Revision.objects.filter(base_content_type=instance.base_content_type_id, object_id=instance.object_id)
    rows.update(harvested=older.filter(pk__lt=instance.pk).aggregate(last=Max("pk"))["last"] or 0)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    post_save.connect(on_revision, sender=Revision, dispatch_uid="localization.revision_written_over")
    visibility_changed.connect(on_visibility, dispatch_uid="localization.visibility_changed")
    page_published.connect(on_published, dispatch_uid="localization.page_published")
    published.connect(on_thing_published, dispatch_uid="localization.published")
    page_unpublished.connect(on_unpublished, dispatch_uid="localization.page_unpublished")
    unpublished.connect(on_thing_unpublished, dispatch_uid="localization.unpublished")
    source_ready.connect(on_ready, dispatch_uid="localization.source_ready")
    post_page_move.connect(on_moved, dispatch_uid="localization.moved")
    for model in [Page, *(each for each in get_translatable_models() if not issubclass(each, Page))]:
        name = model._meta.label
        pre_delete.connect(on_deleting, sender=model, dispatch_uid=f"localization.deleting.{name}")
        post_delete.connect(on_deleted, sender=model, dispatch_uid=f"localization.deleted.{name}")
        if model is not Page:
            post_save.connect(on_saved, sender=model, dispatch_uid=f"localization.saved.{name}")

"""Syncs run in the worker: publishing a page waits for none of its translations."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task
from wagtail.models import Page

from localization.models import Translation
from localization.syncing.closing import translations_close
from localization.syncing.lifecycle import translations_follow_move, translations_unpublish
from localization.syncing.sync import translation_harvest, translations_sync


@task()
def source_sync(key: str) -> None:
    """Take what a source says now into its translations. Safe to run again, and when nothing has changed."""
    translations_sync(UUID(key))


@task()
def target_harvest(translation: int) -> None:
    """Take over what was written in a page's own editor."""
    row = Translation.objects.filter(pk=translation).first()
    if row is not None:
        translation_harvest(row)


@task()
def targets_move(page: int, parent_before: int, parent_after: int) -> None:
    """Move the translations of a page that was moved. Safe to run again: those that are there stay."""
    pages = Page.objects.in_bulk([page, parent_before, parent_after])
    if len(pages) == 3:
        before, after = pages[parent_before], pages[parent_after]
        translations_follow_move(pages[page], parent_before=before, parent_after=after)


@task()
def targets_close(translations: list[int]) -> None:
    """Unpublish those of these translations that more people may read than their sources."""
    translations_close(Translation.objects.filter(pk__in=translations))


@task()
def targets_unpublish(key: str) -> None:
    """Unpublish the translations of a source that was unpublished."""
    translations_unpublish(UUID(key), user=None)

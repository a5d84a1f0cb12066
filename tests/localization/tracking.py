"""Makes translations for tests: the page in the other language, and the row that says of which source it is one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page

from activity.models import DailyCount
from localization.models import Stage, Translation
from tests.factories import add_page


def language(code: str) -> Locale:
    """Return the Locale of a language."""
    return Locale.objects.get(language_code=code)


def add_translation(source: Any, code: str, *, parent: Page | None = None, **fields: Any) -> Translation:
    """Record a translation. With `parent` there is a page, published, and based on what is published of the source.

    `fields` are those of the row, and `page_title`.
    """
    title = fields.pop("page_title", f"{source} in {code}")
    row = Translation(
        translation_key=source.translation_key,
        locale=language(code),
        source_locale=source.locale,
        content_type=ContentType.objects.get_for_model(type(source)),
        title=title,
    )
    if parent is not None:
        model = type(source)
        page = add_page(parent, model, title, slug=f"{source.slug}-{code}")
        # A row, and not save(): the key is given once and for all.
        Page.objects.filter(pk=page.pk).update(translation_key=source.translation_key)
        row.page_id, row.object_id = page.pk, str(page.pk)
        row.stage, row.published = Stage.PUBLISHED, timezone.now()
        row.based_on = model._base_manager.get(pk=source.pk).live_revision_id or 0
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def add_readers(page_id: int, views: int, *, days_ago: int = 1) -> None:
    """Have a page read on one day."""
    DailyCount.objects.create(page_id=page_id, day=timezone.localdate() - timedelta(days=days_ago), views=views)


def in_days(days: int) -> date:
    """Return the day so many days from now."""
    return timezone.localdate() + timedelta(days=days)


def publish(page: Any, **changes: Any) -> Any:
    """Publish a page with changes as a program does, and return its revision."""
    page = type(page)._base_manager.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    return revision

"""Which pages editors' lists are about."""

from __future__ import annotations

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from content.managers import HelpPageQuerySet
from content.models import HelpPage
from content.page_types import in_force
from kb.models.category import CategoryPage

FRONT_DOOR = 2
"""The depth of the home pages: they are not looked after like articles."""


def text_models() -> list[type[HelpPage]]:
    """Return the types of pages that are written to be read: those with a text of blocks, and no shelves."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, HelpPage) and not issubclass(model, CategoryPage) and model.stream_names() and in_force(model)
    ]


def text_pages() -> HelpPageQuerySet:
    """Return the published pages with a text of their own that are not archived; whoever shows them narrows them."""
    types = ContentType.objects.get_for_models(*text_models()).values()
    return HelpPage.objects.filter(
        Q(archived_at=None) | Q(archived_at__gt=timezone.now()),
        live=True,
        alias_of__isnull=True,
        depth__gt=FRONT_DOOR,
        content_type__in=[each.pk for each in types],
    )

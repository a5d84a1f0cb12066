"""The pages that can be marked: those of the wiki that an agent may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, get_page_models

from content.models import HelpPage
from wiki.models.pages import WikiHelpPage


def wiki_types() -> list[int]:
    """Return the ids of the content types of wiki pages. No query once they are known."""
    models = [model for model in get_page_models() if issubclass(model, WikiHelpPage)]
    return [each.pk for each in ContentType.objects.get_for_models(*models).values()]


def readable(user: Any) -> Any:
    """Return the pages of the wiki that this user may be shown."""
    return HelpPage.objects.listable_to(user).filter(content_type__in=wiki_types())


def paths_up(path: str) -> list[str]:
    """Return the tree paths of a page and of everything above it below the home page."""
    return [path[:end] for end in range(3 * Page.steplen, len(path) + 1, Page.steplen)]


def in_order(pages: Iterable[HelpPage], ids: list[int]) -> list[HelpPage]:
    """Return the pages in the order of these ids; ids of others are left out."""
    known = {page.pk: page for page in pages}
    return [known[pk] for pk in ids if pk in known]

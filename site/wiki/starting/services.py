from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from content.models import HelpPage
from wiki.models import PageTemplate, WikiPage

LONGEST_TITLE = 255


@transaction.atomic
def page_begin(*, parent: HelpPage, title: str, body: list[dict[str, Any]], user: Any) -> WikiPage:
    """Make a draft below a space or wiki page, which begins with these blocks."""
    title = title.strip()[:LONGEST_TITLE]
    page = WikiPage(title=title, draft_title=title, locale_id=parent.locale_id, live=False, owner=user, body=body)
    page.has_unpublished_changes = True
    if not slugify(title, allow_unicode=True):
        page.slug = _free_slug(parent)
    page.audience = WikiPage.minimum_audience
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def _free_slug(parent: HelpPage) -> str:
    """An address for a title that has no letters."""
    number = parent.numchild + 1
    while not Page._slug_is_available(f"page-{number}", parent):
        number += 1
    return f"page-{number}"


def template_offer(*, page: WikiPage, user: Any) -> PageTemplate:
    """Offer a page as a template; once is enough."""
    return PageTemplate.objects.get_or_create(page=page, defaults={"made_by": user})[0]


def template_withdraw(*, page: WikiPage) -> None:
    """Offer it no more. Pages made of it stay as they are."""
    PageTemplate.objects.filter(page=page).delete()


def blocks_copied(raw: Any) -> Any:
    """Return raw blocks with ids of their own: comments and translations hang on them."""
    if isinstance(raw, dict):
        return {key: str(uuid4()) if key == "id" and "type" in raw else blocks_copied(value) for key, value in raw.items()}
    return [blocks_copied(each) for each in raw] if isinstance(raw, list) else raw

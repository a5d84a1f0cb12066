from __future__ import annotations

from typing import Any

from content.models import HelpPage
from wiki.models import ArticleOrigin


def origins_of(*, page: HelpPage, user: Any) -> list[HelpPage]:
    """Return the wiki pages from which a page, or a translation of it, was written, in all languages that this user may see."""
    wanted = ArticleOrigin.objects.filter(article__translation_key=page.translation_key).values("wiki_page__translation_key")
    return list(HelpPage.objects.listable_to(user).filter(translation_key__in=wanted).order_by("path"))


def articles_from(*, page: HelpPage, user: Any) -> list[HelpPage]:
    """Return the pages that were written from a wiki page, or a translation of it, in its language; no drafts. One query."""
    wanted = ArticleOrigin.objects.filter(wiki_page__translation_key=page.translation_key).values("article__translation_key")
    pages = HelpPage.objects.listable_to(user).filter(translation_key__in=wanted, locale_id=page.locale_id)
    return list(pages.order_by("path"))

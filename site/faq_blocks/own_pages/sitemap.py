"""The questions' own addresses in the sitemap."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from wagtail.models import Site

from content.audiences import ANONYMOUS
from content.locales import code_of
from faq_blocks.models import Question
from faq_blocks.own_pages.addresses import own_path
from faq_blocks.selectors import have_own_pages
from theme.sitemaps import Place, Section


def _questions() -> Any:
    return Question.objects.listable_to(ANONYMOUS).order_by("pk")


def _count(site: Site) -> int:
    return _questions().count() if have_own_pages(site) else 0


def _places(site: Site, first: int, last: int) -> list[Place]:
    if not have_own_pages(site):
        return []
    names = ("slug", "locale_id", "translation_key", "last_published_at")
    rows = list(_questions().values_list(*names)[first:last])
    same: defaultdict[Any, dict[str, str]] = defaultdict(dict)
    for slug, locale_id, key, _updated in _questions().filter(translation_key__in={row[2] for row in rows}).values_list(*names):
        same[key][code_of(locale_id)] = own_path(slug, locale_id)
    return [
        Place(own_path(slug, locale_id), updated, same[key] if len(same[key]) > 1 else {})
        for slug, locale_id, key, updated in rows
    ]


SECTION = Section(_count, _places)

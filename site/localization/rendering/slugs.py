"""Slugs of translated pages: made of the translated title until the page is published, then left alone."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from content.addresses import is_reserved
from content.anchors import words_slug

LONGEST = 240
_HARMLESS = "page"


def slug_begin(title: str, *, otherwise: str) -> str:
    """Return the slug of a title before it is looked at whether it is taken; letters of any script stay."""
    return words_slug(title)[:LONGEST].strip("-_") or otherwise[:LONGEST] or _HARMLESS


def numbered(begin: str, taken: set[str]) -> str:
    """Return the slug, with a number where it is taken, and note it as taken."""
    slug, number = begin, 1
    while slug in taken:
        number += 1
        slug = f"{begin}-{number}"
    taken.add(slug)
    return slug


def slug_follow(page: Any, *, before: str, source: Any) -> None:
    """Give a page that was never published the slug of its title, unless somebody chose another one.

    `before` is the title that it had: a slug made of that, or of the source's, was chosen by nobody.
    """
    if page.first_published_at is not None or not _is_automatic(page.slug, before, source):
        return
    begin = slug_begin(page.title, otherwise=source.slug)
    if page.slug == begin or (page.slug.startswith(f"{begin}-") and page.slug[len(begin) + 1 :].isdecimal()):
        return
    parent = page.get_parent()
    rows = Page.objects.child_of(parent).exclude(pk=page.pk).filter(slug__startswith=begin)
    taken = set(rows.values_list("slug", flat=True))
    if is_reserved(parent, begin):
        taken.add(begin)
    page.slug = numbered(begin, taken)


def _is_automatic(slug: str, before: str, source: Any) -> bool:
    begins = {source.slug, slug_begin(source.title, otherwise=source.slug), slug_begin(before, otherwise=source.slug)}
    return any(slug == each or (slug.startswith(f"{each}-") and slug[len(each) + 1 :].isdecimal()) for each in begins)

"""The pages an import stands under: home pages, and the levels between them and the import."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from wagtail.models import Locale, Page

from home.models import HomePage
from home.services import homes_ensure
from kb.models import CategoryPage

UNDER = uuid.UUID("2f0a3c58-0c39-5d9c-8f0d-6d3b6a1d3b55")


class PlaceError(Exception):
    """The page to import under does not exist and cannot be made; the message says why."""


def locale_of(language: str) -> Locale:
    """Return the locale of a content language; it is made when the site has none yet."""
    return Locale.objects.get_or_create(language_code=language)[0]


def roots_for(under: str, languages: Iterable[str]) -> tuple[dict[str, Any], set[str]]:
    """Return the page to import under in each language, and the languages in which nobody has written on it yet.

    `under` is a path of slugs in the default language such as "home/manuals". The first is "home", which always means the
    site's home page, or the slug of a home page; the others are made as categories where they are missing. Raises
    PlaceError.
    """
    slugs = [slug for slug in under.strip("/").split("/") if slug]
    if not slugs:
        raise PlaceError("the page to import under is missing, for example: --under home")
    homes = _homes(slugs[0], list(languages))
    source = homes[settings.LANGUAGE_CODE]
    roots, fresh = {}, set()
    for language in languages:
        page: Any = homes[language]
        is_new = not (page.summary or page.popular_searches or page.body) and page.revisions.count() <= 1
        key = source.translation_key
        original: Any = source
        for slug in slugs[1:]:
            original = Page.objects.child_of(original).filter(slug=slug).first() if original else None
            key = original.translation_key if original else uuid.uuid5(UNDER, f"{key}/{slug}")
            page, is_new = _level(page, slug, key)
        roots[language] = page.specific
        if is_new:
            fresh.add(language)
    return roots, fresh


def _homes(slug: str, languages: list[str]) -> dict[str, HomePage]:
    """Return the home pages of these languages and of the default one."""
    wanted = {settings.LANGUAGE_CODE, *languages}
    default = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")
    source = default.first() if slug == "home" else None
    source = default.filter(slug=slug).first() or source
    if source is None:
        if slug != "home":
            known = ", ".join(["home", *default.values_list("slug", flat=True)])
            raise PlaceError(f"there is no home page {slug!r} in the default language; there are: {known}")
        return homes_ensure(languages=sorted(wanted))
    same = HomePage.objects.filter(translation_key=source.translation_key).select_related("locale")
    homes = {home.locale.language_code: home for home in same}
    if not wanted <= set(homes):
        homes |= homes_ensure(languages=sorted(wanted))
    return homes


def _level(parent: Any, slug: str, key: uuid.UUID) -> tuple[Any, bool]:
    found = Page.objects.filter(translation_key=key, locale=parent.locale).first()
    if found is not None:
        return found, False
    if Page.objects.child_of(parent).filter(slug=slug).exists():
        raise PlaceError(f"{slug!r} below {parent.title!r} ({parent.locale.language_code}) belongs to another page")
    page = CategoryPage(
        title=slug.replace("-", " ").replace("_", " ").capitalize(),
        slug=slugify(slug, allow_unicode=True) or "imported",
        locale=parent.locale,
        translation_key=key,
    )
    if CategoryPage not in type(parent.specific).allowed_subpage_models():
        raise PlaceError(f"there can be no category below {parent.title!r}")
    parent.add_child(instance=page)
    page.save_revision().publish()
    return CategoryPage.objects.get(pk=page.pk), True

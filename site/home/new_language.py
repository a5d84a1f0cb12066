"""The tree of a new language: its home page, and a place for each page right below that of the site's own language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from home.models import HomePage
from home.services import homes_ensure
from localization.creating import translations_create
from localization.new_language.steps import Told, register_step


def tree_ensure(locale: Locale) -> Told:
    """Make the home page and the places of the top pages, as drafts, where they lack."""
    code = locale.language_code
    had_home = HomePage.objects.filter(locale=locale, depth=2).exists()
    homes = homes_ensure(languages=[settings.LANGUAGE_CODE, code], drafts={code})
    home, source = homes[code], homes[settings.LANGUAGE_CODE]
    made = [] if had_home else [f"Made the home page, as a draft: {home.title}."]
    lacking = _lacking(source, locale)
    if lacking:
        translations_create(sources=lacking, locale=locale, user=None)
        made.append(f"Made {len(lacking)} top pages, as drafts: {', '.join(page.title for page in lacking)}.")
    missing = [] if home.live else ["The home page is a draft. Publish it when readers may come."]
    drafts = Page.objects.child_of(home).filter(live=False).count()
    return Told(made, missing + ([f"{drafts} top pages wait to be translated."] if drafts else []))


def _lacking(source: HomePage, locale: Locale) -> list[Any]:
    there = Page.objects.filter(locale=locale).values("translation_key")
    pages = Page.objects.child_of(source).live().filter(alias_of=None).exclude(translation_key__in=there)
    return [page.specific for page in pages]


def register() -> None:
    """Register the step; called once when the room is ready."""
    register_step("Pages", tree_ensure, order=20)

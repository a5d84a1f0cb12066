"""Translations whose original says something important that they do not say yet: their readers are told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from content.locales import code_of
from content.models import HelpPage
from localization.languages import LanguageInfo, language_info
from localization.models import Level, Translation
from theme.family import Family
from theme.links import Link
from theme.looks import read_along, register_along

NAME = "newer_source"


@dataclass(frozen=True)
class NewerSource:
    """For the template: the language of the original and, where this reader may open it, the way there."""

    language: LanguageInfo
    link: Link | None


def newer_source(page: HelpPage, family: Family) -> NewerSource | None:
    """Return what readers of an outdated translation are told; None for other pages.

    No query for a page that was read to be served: its family has its translations.
    """
    locale_id = read_along(page, NAME)
    if locale_id is None:
        return None
    source = family.in_language(page.translation_key, locale_id)
    return NewerSource(language_info(code_of(locale_id)), Link(source.title, source.url) if source is not None else None)


def connect() -> None:
    """Have it read with every page; called once when the room is ready."""
    behind = Translation.objects.filter(page=OuterRef("pk"), level=Level.MAJOR, based_on__gt=0, is_source_gone=False)
    register_along(NAME, Subquery(behind.values("source_locale")[:1]))

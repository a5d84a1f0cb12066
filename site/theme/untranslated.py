"""The notice above a text that is not in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language_info

from content.locales import code_of
from content.models import HelpPage
from localization.languages import language_info
from theme.fallbacks import Fallback
from theme.family import Relative
from theme.links import Link


@dataclass(frozen=True)
class Untranslated:
    """For theme/_untranslated.html: the two languages as the reader calls them, and the page at its own address."""

    wanted: str
    shown: str
    code: str
    page: Link


def untranslated(page: HelpPage, source: Relative | None, fallback: Fallback | None) -> Untranslated | None:
    """Return the notice for a page that stands in for one, or for a copy that shows its `source`; None for all others."""
    if fallback is not None:
        return notice_of(fallback.language, code_of(page.locale_id), Link(page.title, page.link))
    if source is not None:
        return notice_of(code_of(page.locale_id), code_of(source.locale_id), Link(source.title, source.url))
    return None


def notice_of(wanted: str, shown: str, page: Link) -> Untranslated:
    """Return the notice for a text in the language `shown`, read by somebody who asked for it in `wanted`."""
    return Untranslated(name_for_reader(wanted), name_for_reader(shown), shown, page)


def name_for_reader(code: str) -> str:
    """Return what a language is called in the active one; its own name where that is not known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return language_info(code).name

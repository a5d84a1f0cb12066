"""Pages that lack in the reader's language: what is shown instead, and by which address.

`/fa/returns/` where there is no such Persian page shows what stands in for it by the chain of Persian (SANAD_FALLBACKS): with
Persian menus around it, a notice, its own `lang` and `dir`, a canonical link to its own address, and closed to search engines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from content.locales import code_of, locale_id_of
from content.models import HelpPage
from localization.fallbacks import chain_of, first_of

_MARK = "_sanad_fallback"


@dataclass(frozen=True)
class Fallback:
    """The reader's language, while a page in another one is shown. `locale_id`: 0 where the language has no Locale yet."""

    language: str
    locale_id: int


def fallback_of(request: HttpRequest) -> Fallback | None:
    """Return whether what is shown stands in for something in the reader's language; None for most requests."""
    found: Fallback | None = request.__dict__.get(_MARK)
    return found


def mark_fallback(request: HttpRequest) -> None:
    """Note that what will be shown is in another language than the address."""
    language = get_language() or ""
    request.__dict__[_MARK] = Fallback(language, locale_id_of(language))


def standing_in(key: Any, user: Any, language: str) -> HelpPage | None:
    """Return the translation of a page that a reader of a language is shown, be it in that language; None where none is open.

    `key`: its translation key. One query.
    """
    same = {code_of(each.locale_id): each for each in HelpPage.objects.listable_to(user).filter(translation_key=key)}
    found = first_of(language, same)
    return same[found] if found else None


def page_elsewhere(path: str, user: Any, *, site: Site, language: str) -> HelpPage | None:
    """Return what to show at a path below the home page of `language` that leads to nothing in it; None for nothing.

    A page is looked for at the same path in the languages of the chain, and of it the best translation is taken, that of
    `language` itself before all: its address may be another. Three queries at most.
    """
    if not (chain := chain_of(language)):
        return None
    homes = _homes(site, chain)
    wanted = Q()
    for url_path in homes.values():
        wanted |= Q(url_path=url_path + path)
    rows = HelpPage.objects.listable_to(user).filter(wanted).values_list("locale_id", "translation_key") if homes else ()
    keys = {code_of(locale_id): key for locale_id, key in rows}
    found = first_of(language, keys)
    return standing_in(keys[found], user, language) if found else None


def _homes(site: Site, codes: Iterable[str]) -> dict[str, str]:
    same = Page.objects.filter(translation_key=site.root_page.translation_key, locale__language_code__in=codes)
    return dict(same.values_list("locale__language_code", "url_path"))

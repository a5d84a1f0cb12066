"""The language switcher: where what a reader sees can be read in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from content.locales import code_of
from localization.languages import language_info
from theme.fallbacks import fallback_of
from theme.links import Language

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site

    from content.models import HelpPage
    from theme.family import Family

# A longer query string is not carried into the other languages: it is no question of a reader.
LONGEST_QUESTION = 500


def languages_of(
    request: HttpRequest, family: Family, page: HelpPage | None, language: str, site: Site
) -> tuple[list[Language], list[Language]]:
    """Return the languages in which a page can be read, each with its title there, and the others that have a home page.

    Those others lead to the nearest page above it that is translated, be it the home page. A view without a page (search,
    account) can be read in all of them, at its own path.
    """
    there, nearby = [], []
    homes = {each.locale_id: each for each in family.by_path.values() if each.translation_key == site.root_page.translation_key}
    if page is None:
        codes = {code_of(locale_id): home.url for locale_id, home in homes.items()}
        there = [_language(code, language, _same_view(request, language, code, url)) for code, url in codes.items()]
    else:
        above = [each.translation_key for each in reversed(family.ancestors(page.path))]
        for locale_id, home in homes.items():
            code, same = code_of(locale_id), family.in_language(page.translation_key, locale_id)
            if same is not None or (code == language and fallback_of(request) is None):
                there.append(_language(code, language, same.url if same else page.link, same.title if same else ""))
                continue
            near = next((found for key in above if (found := family.in_language(key, locale_id))), home)
            nearby.append(_language(code, language, near.url, near.title))
    return sorted(there, key=_place), sorted(nearby, key=_place)


def default_alternate(alternates: dict[str, str]) -> str:
    """Return the address for readers of no language there is: that of the site's own language, or else of the first there is."""
    return next((alternates[code] for code, _name in settings.LANGUAGES if code in alternates), "")


def _language(code: str, current: str, url: str, title: str = "") -> Language:
    info = language_info(code)
    return Language(info.code, info.name, info.direction, url, info.code == current, title)


def _place(each: Language) -> int:
    order = [code for code, _name in settings.LANGUAGES]
    return order.index(each.code) if each.code in order else len(order)


def _same_view(request: HttpRequest, language: str, code: str, otherwise: str) -> str:
    """Return the address of what is no page, in another language."""
    if not request.path.startswith(f"/{language}/"):
        return otherwise
    question = request.META.get("QUERY_STRING", "")
    url = f"/{code}/{request.path.split('/', 2)[2]}"
    return url + (f"?{question}" if 0 < len(question) <= LONGEST_QUESTION else "")

"""A wiki page in the reader's own language where there is one, else its source, marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings

from content.locales import code_of
from content.models import HelpPage
from localization.languages import LanguageInfo, language_info

P = TypeVar("P", bound=HelpPage)


@dataclass(frozen=True)
class Shown(Generic[P]):
    """A page, and the language it is written in where that is not the reader's."""

    page: P
    language: LanguageInfo
    is_foreign: bool


def preferred(pages: Iterable[P], language: str) -> list[Shown[P]]:
    """Return one of each set of translations, in the order given: that in `language`, else the source.

    The source is the one in the site's own language where there is one, else the oldest. No query.
    """
    sets: dict[Any, list[P]] = {}
    for page in pages:
        sets.setdefault(page.translation_key, []).append(page)
    return [_shown(min(each, key=lambda page: _rank(page, language)), language) for each in sets.values()]


def _rank(page: HelpPage, language: str) -> tuple[bool, bool, int]:
    code = code_of(page.locale_id)
    return code != language, code != settings.LANGUAGE_CODE, page.pk


def _shown(page: P, language: str) -> Shown[P]:
    code = code_of(page.locale_id)
    return Shown(page, language_info(code), code != language)


def untranslated_below(*, page: HelpPage, user: Any) -> list[HelpPage]:
    """Return the pages below the translations of a page that are not there in its own language, one of each set, in tree order.

    They are of the type that holds all pages: `.specific` has their own fields. One query, or two where there are any. A
    translation that this reader may not be shown, such as a draft, counts as none.
    """
    others = list(HelpPage.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk))
    if not others:
        return []
    found: list[HelpPage] = []
    for each in others:
        found += HelpPage.objects.child_of(each).listable_to(user).order_by("path")
    here = HelpPage.objects.listable_to(user).filter(
        locale_id=page.locale_id, translation_key__in={each.translation_key for each in found}
    )
    known = set(here.values_list("translation_key", flat=True)) if found else set()
    missing = [each for each in found if each.translation_key not in known]
    return [each.page for each in preferred(missing, code_of(page.locale_id))]

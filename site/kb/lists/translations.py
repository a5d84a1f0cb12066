"""Which pages lack a translation, and into what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale, Page

from content.locales import code_of
from content.models import HelpPage
from kb.lists.registry import Chosen
from kb.models.bases import KnowledgeBasePage


def missing_translations(pages: QuerySet[HelpPage], chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages of the first language that lack a published translation into another one, or into the chosen one.

    When the first language itself is chosen: pages of other languages that have none in it. A knowledge base that is
    offered in some languages only lacks nothing in the others.
    """
    codes = [code for code, _name in settings.LANGUAGES if not chosen.language or code == chosen.language]
    source = settings.LANGUAGE_CODE
    if chosen.language == source:
        return pages.exclude(locale__language_code=source).filter(_lacks(source))
    wanted = Q(pk__in=())
    for code in codes:
        if code != source and Locale.objects.filter(language_code=code).exists():
            wanted |= _lacks(code)
    return pages.filter(wanted, locale__language_code=source)


def prepare_missing(pages: Sequence[Any], _user: Any, _chosen: Chosen) -> None:
    """Give each page the names of the languages into which it is not translated."""
    keys = [page.translation_key for page in pages]
    there: defaultdict[Any, set[str]] = defaultdict(set)
    for key, locale_id in _translations().filter(translation_key__in=keys).values_list("translation_key", "locale_id"):
        there[key].add(code_of(locale_id))
    excused = {code: _paths_without(code) for code, _name in settings.LANGUAGES}
    for page in pages:
        page.missing_in = [
            str(name)
            for code, name in settings.LANGUAGES
            if code not in there[page.translation_key] and not page.path.startswith(tuple(excused[code]))
        ]


def _translations() -> QuerySet[Page]:
    return Page.objects.filter(live=True, alias_of__isnull=True)


def _lacks(code: str) -> Q:
    there = _translations().filter(translation_key=OuterRef("translation_key"), locale__language_code=code)
    excused = Q(pk__in=())
    for path in _paths_without(code):
        excused |= Q(path__startswith=path)
    return Q(~Exists(there)) & ~excused


def _paths_without(code: str) -> list[str]:
    """Return the tree paths of knowledge bases that are not offered in a language."""
    bases = KnowledgeBasePage.objects.values_list("path", "languages")
    return [path for path, languages in bases if languages and code not in languages]

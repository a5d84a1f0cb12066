"""What a request will make, before it is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale, Page

from localization.counting import word_count
from localization.jobs.rights import AT_ONCE
from localization.jobs.sources import Sources
from localization.languages import language_info
from localization.models import LanguageTeam, Translation
from localization.significance.saying import unready_keys

MEASURED = 25
"""Pages whose words are counted; those of the others are estimated from these."""


@dataclass(frozen=True)
class Planned:
    """A language: how many are new and how many there already, and the words of what is new."""

    code: str
    name: str
    new: int
    existing: int
    words: int
    has_team: bool


@dataclass(frozen=True)
class Plan:
    """What will be made. `is_estimate`: the words are. `unready`: titles of what its editor has not called ready."""

    total: int
    languages: list[Planned]
    is_estimate: bool
    unready: list[str] = field(default_factory=list)


def plan_of(sources: Sources, locales: Sequence[Locale]) -> Plan:
    """Return what a request of these into these languages makes. The words of some pages are read from their segments."""
    keys = [each.translation_key for each in sources.all]
    existing = _existing(keys, locales)
    words, is_estimate = _words(sources, keys)
    teams = set(LanguageTeam.objects.values_list("locale", flat=True))
    planned = []
    for locale in locales:
        there = existing[locale.pk]
        new = [key for key in keys if key not in there]
        name = language_info(locale.language_code).name
        planned.append(
            Planned(locale.language_code, name, len(new), len(there), sum(words[key] for key in new), locale.pk in teams)
        )
    return Plan(len(keys), planned, is_estimate, _unready(sources, keys))


def _existing(keys: list[Any], locales: Sequence[Locale]) -> dict[int, set[Any]]:
    found: defaultdict[int, set[Any]] = defaultdict(set)
    for start in range(0, len(keys), AT_ONCE):
        rows = Translation.objects.filter(translation_key__in=keys[start : start + AT_ONCE], locale__in=locales)
        # Pages that an importer linked are there as well: a request adopts them.
        pages = Page.objects.filter(translation_key__in=keys[start : start + AT_ONCE], locale__in=locales, alias_of=None)
        for each in (rows, pages):
            for locale, key in each.order_by().values_list("locale", "translation_key"):
                found[locale].add(key)
    return found


def _words(sources: Sources, keys: list[Any]) -> tuple[dict[Any, int], bool]:
    """The words of each: as counted for another language, else measured, else the mean of what was measured."""
    known: dict[Any, int] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = Translation.objects.filter(translation_key__in=keys[start : start + AT_ONCE], units_total__gt=0)
        known |= dict(rows.order_by().values_list("translation_key", "words_total"))
    unknown = [each for each in sources.all if each.translation_key not in known]
    for each in unknown[:MEASURED]:
        known[each.translation_key] = source_words(each)
    mean = round(sum(known.values()) / len(known)) if known else 0
    return {key: known.get(key, mean) for key in keys}, len(unknown) > MEASURED


def source_words(source: Any) -> int:
    """Return how many words of a page or snippet are to be translated."""
    from localization.segments import segments_of

    instance = source.specific if isinstance(source, Page) else source
    return sum(word_count(each.source) for each in segments_of(instance))


def _unready(sources: Sources, keys: list[Any]) -> list[str]:
    unready: set[Any] = set()
    for start in range(0, len(keys), AT_ONCE):
        unready |= set(unready_keys().filter(translation_key__in=keys[start : start + AT_ONCE]))
    return [str(each) for each in sources.all if each.translation_key in unready]

"""What a request will make, before it is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from wagtail.models import Locale, Page

from localization.counting import word_count
from localization.jobs.rights import AT_ONCE
from localization.jobs.sources import Sources
from localization.languages import language_info
from localization.models import LanguageTeam, Translation
from localization.significance.saying import unready_keys
from localization.teams import members_of

MEASURED = 25
"""Pages whose words are counted; those of the others are estimated from these."""


@dataclass(frozen=True)
class Planned:
    """A language: how many are new, there already and in jobs already, the words of what is new, and whether anybody is told."""

    code: str
    name: str
    new: int
    existing: int
    asked: int
    words: int
    has_team: bool
    has_people: bool


@dataclass(frozen=True)
class Plan:
    """What will be made. `is_estimate`: the words are. Titles: `unready` of what its editor has not called ready, `unpublished`
    of what readers do not have.
    """

    total: int
    languages: list[Planned]
    is_estimate: bool
    unready: list[str] = field(default_factory=list)
    unpublished: list[str] = field(default_factory=list)


def plan_of(sources: Sources, locales: Sequence[Locale]) -> Plan:
    """Return what a request of these into these languages makes. The words of some pages are read from their segments."""
    keys = [each.translation_key for each in sources.all]
    existing, asked = _existing(keys, locales), _asked(keys, locales)
    words, is_estimate = _words(sources, keys)
    teams = set(LanguageTeam.objects.values_list("locale", flat=True))
    planned = []
    for locale in locales:
        there = existing[locale.pk]
        new = [key for key in keys if key not in there]
        name = language_info(locale.language_code).name
        planned.append(
            Planned(
                code=locale.language_code,
                name=name,
                new=len(new),
                existing=len(there),
                asked=asked.get(locale.pk, 0),
                words=sum(words[key] for key in new),
                has_team=locale.pk in teams,
                has_people=members_of(locale, "translators", "leads").exists(),
            )
        )
    unpublished = [str(each) for each in sources.all if not getattr(each, "live", True)]
    return Plan(len(keys), planned, is_estimate, _unready(sources, keys), unpublished)


def _asked(keys: list[Any], locales: Sequence[Locale]) -> dict[int, int]:
    """How many are asked for in each language by jobs that are open."""
    found: defaultdict[int, int] = defaultdict(int)
    for start in range(0, len(keys), AT_ONCE):
        rows = Translation.objects.filter(translation_key__in=keys[start : start + AT_ONCE], locale__in=locales)
        rows = rows.filter(job_items__done=None, job_items__job__closed=None, job_items__isnull=False)
        for locale, count in rows.order_by().values_list("locale").annotate(count=Count("pk", distinct=True)):
            found[locale] += count
    return found


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

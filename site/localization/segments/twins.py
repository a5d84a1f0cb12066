"""Where links and choices lead in another language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from localization.segments.reading import Found


@dataclass
class Twins:
    """Translations by what they translate: ids of published pages, and primary keys of snippets by model and primary key."""

    pages: dict[int, int] = field(default_factory=dict)
    related: dict[tuple[Any, str], Any] = field(default_factory=dict)


def twins_of(found: Iterable[Found], locale: Any) -> Twins:
    """Return the translations of everything that is linked or chosen. Two queries for pages, two for each type of snippet.

    A page that readers cannot open yet is no translation to lead them to.
    """
    pages: set[int] = set()
    snippets: defaultdict[Any, set[str]] = defaultdict(set)
    for each in found:
        pages |= each.pages
        for model, pk in each.related:
            snippets[model].add(pk)
    twins = Twins(pages=_twins(Page, pages, locale, live=True) if pages else {})
    for model, keys in snippets.items():
        twins.related |= {(model, str(pk)): twin for pk, twin in _twins(model, keys, locale).items()}
    return twins


def _twins(model: Any, keys: set[Any], locale: Any, **only: Any) -> dict[Any, Any]:
    names = dict(model._base_manager.filter(pk__in=keys).exclude(locale=locale).values_list("pk", "translation_key"))
    if not names:
        return {}
    there = model._base_manager.filter(locale=locale, translation_key__in=set(names.values()), **only)
    twins = dict(there.values_list("translation_key", "pk"))
    return {pk: twins[key] for pk, key in names.items() if key in twins}

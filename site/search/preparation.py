"""From what was typed to what an engine is asked: the grammar, the editors' rules, and on whose behalf."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from content.audiences import Audience, Reader, groups_admit
from content.models import HelpPage
from plugins.naming import owner_for
from plugins.registry import Registry
from search.documents import CATEGORY, KIND, PRODUCT, TAG
from search.engines.base import SearchEngine
from search.facets import PAGE_FACETS
from search.grammar import Operator, Parsed, parse
from search.kind_names import is_called, without_names
from search.kinds import kinds_for
from search.models import IndexedDocument
from search.outbox import page_key, waiting_keys
from search.queries import SearchQuery, Segment, has_words, number
from search.rules import Rules, expand, hidden_pages

MOST_WAITING = 10_000
"""Waiting documents that are named to an engine outside the database."""

Filters = tuple[tuple[str, tuple[str, ...]], ...]
"""Names of facets with values, of which any will do."""

_leading: Registry[str] = Registry("leading kinds")


def register_leading_kind(kind: str) -> None:
    """Let documents of a kind come first for agents when all words of the query match."""
    owner = owner_for()
    if kind not in [each.entry for each in _leading.entries_of(owner)]:
        _leading.add(kind, owner=owner)


def prepared(query: SearchQuery, reader: Reader, rules: Rules) -> SearchQuery | None:
    """Return the query as an engine is asked for this reader; None when there is nothing to look for.

    Operators that are understood, or filters of the address, and no words are a listing, without text. One query for the
    reader's groups if there are any, and one for each operator that names a category.
    """
    parsed = parse(query.text)
    filters, leftover = _filters(parsed, query, reader)
    excluded, unknown = _excluded_filters(parsed, query.language, reader)
    words = " ".join([parsed.words, *(value for _facet, value in leftover)]).strip()
    has_text = has_words(words) or any(map(has_words, parsed.phrases))
    is_narrowed = len(leftover) < len(parsed.operators) or excluded or (not query.text and (query.filters or query.updated))
    if not has_text and not is_narrowed:
        return None
    leading = tuple(dict.fromkeys(_leading)) if reader.level >= Audience.AGENT else ()
    return replace(
        query,
        text=query.text if has_text else "",
        segments=expand(words, query.language, rules) if has_words(words) else (),
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        filters=filters,
        excluded_filters=excluded,
        unknown=(*leftover, *unknown),
        level=int(reader.level),
        groups=admitting_groups(reader),
        leading=leading,
        leading_segments=_leading_segments(words, leading, query.language, rules),
        exclude_keys=(*query.exclude_keys, *(page_key(pk) for pk in sorted(hidden_pages(parsed.plain, rules)))),
    )


def _leading_segments(words: str, leading: Collection[str], language: str, rules: Rules) -> tuple[Segment, ...] | None:
    """Return what a page of a leading kind must have: "refund policy" asks for a policy about refunds, whatever it says."""
    others = without_names(words, leading) if leading and has_words(words) else words
    if others == words:
        return None
    return expand(others, language, rules) if has_words(others) else ()


def admitting_groups(reader: Reader) -> frozenset[str] | None:
    """Return the group requirements that this reader meets, of those that occur; None means all."""
    if reader.sees_all:
        return None
    if not reader.group_ids:
        return frozenset()
    occurring = IndexedDocument.objects.exclude(required_groups="").values_list("required_groups", flat=True)
    return frozenset(each for each in occurring.distinct() if groups_admit(each, reader))


def without_waiting(query: SearchQuery, engine: SearchEngine) -> SearchQuery:
    """Return the query without the documents that the engine may have wrong."""
    if engine.excludes_waiting:
        return query
    return replace(query, exclude_keys=(*query.exclude_keys, *waiting_keys(engine.name, MOST_WAITING)))


def _filters(parsed: Parsed, query: SearchQuery, reader: Reader) -> tuple[Filters, list[Operator]]:
    """Return the filters of the address with those that were typed, and what was typed in vain: it is words again.

    What the address chooses of a facet takes the place of what was typed for it: boxes that are ticked say all.
    """
    chosen = {name: list(values) for name, values in query.filters if values}
    for name in PAGE_FACETS:
        if name in chosen:
            chosen[name] = _in_language(chosen[name], query.language)
    typed, leftover = _typed(parsed.operators, query.language, reader)
    found = {**typed, **chosen}
    return tuple((name, tuple(dict.fromkeys(values))) for name, values in found.items() if values), leftover


def _excluded_filters(parsed: Parsed, language: str, reader: Reader) -> tuple[Filters, list[Operator]]:
    """Return what was typed with a minus, and of that what nobody knows."""
    typed, unknown = _typed(parsed.negated, language, reader)
    return tuple((name, tuple(dict.fromkeys(values))) for name, values in typed.items()), unknown


def _typed(operators: Iterable[Operator], language: str, reader: Reader) -> tuple[dict[str, list[str]], list[Operator]]:
    found: dict[str, list[str]] = {}
    unknown: list[Operator] = []
    for facet, value in operators:
        if values := _values(facet, value, language, reader):
            found.setdefault(facet, []).extend(values)
        else:
            unknown.append((facet, value))
    return found, unknown


def _in_language(values: list[str], language: str) -> list[str]:
    """Return the same pages in the language that is searched: their ids in an address may be those of another one."""
    ids = [pk for value in values if (pk := number(value))]
    keys = HelpPage.objects.filter(pk__in=ids).values("translation_key")
    same = HelpPage.objects.filter(translation_key__in=keys, locale__language_code=language)
    return [str(pk) for pk in same.values_list("pk", flat=True)]


def _values(facet: str, value: str, language: str, reader: Reader) -> list[str]:
    if facet == KIND:
        return _kinds(value, int(reader.level))
    if facet == CATEGORY:
        return _categories(value, language, reader)
    return [value] if facet in (TAG, PRODUCT) else []


def _kinds(value: str, level: int) -> list[str]:
    """Return the kinds that are called so, of those the reader may have."""
    return [kind for kind in kinds_for(level) if is_called(kind, value)]


def _categories(value: str, language: str, reader: Reader) -> list[str]:
    """Return the ids of pages with that address part or title that the reader may see; several may be called so."""
    pages = HelpPage.objects.listable_to(reader).filter(locale__language_code=language, numchild__gt=0)
    named = pages.filter(slug=value.casefold()) | pages.filter(title__iexact=value)
    return [str(pk) for pk in named.values_list("pk", flat=True)[:20]]

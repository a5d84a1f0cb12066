"""What a reader finds. An engine proposes, the pages themselves decide: no hit is shown that `listable_to` refuses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from content.audiences import Reader
from content.locales import code_of
from localization.languages import direction_of
from search import spelling
from search.analysis import excerpt, highlight
from search.documents import kind_label
from search.engines.base import Counts, Hit, SearchEngine, SearchResult
from search.engines.choice import answer
from search.facets import FacetView, counted_pages, facet_views
from search.grammar import parse
from search.kinds import kinds_for
from search.more import query_wanted, results_wanted
from search.outbox import page_key
from search.pages import kind_of
from search.preparation import prepared, without_waiting
from search.queries import SearchQuery, query_terms
from search.rules import Rules, promoted_pages, rules_for
from search.shown import Shown, ShownPage, shown_things

_LINE_END = re.compile(r"(?<=[^\s.!?؟…:;,،؛])\n")

LITTLE = 3
"""Results below which those in other languages are shown as well."""


@dataclass(frozen=True)
class PageHit:
    """A hit that the reader may see: a page, or a thing of another room. `title` and `excerpt` are escaped and marked."""

    key: str
    page: Shown
    title: SafeString
    excerpt: SafeString
    language: str
    kind: str
    kind_label: Any
    category_title: str
    direction: str
    score: float
    is_promoted: bool = False
    is_internal: bool = False


@dataclass(frozen=True)
class LanguageCount:
    """How many results the same words have in another language."""

    code: str
    name: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class SearchPage:
    """One page of results.

    `full`: how many results have all the words, or were put there by an editor; `placed`: those of the latter alone.
    `did_you_mean`: a spelling that finds more, or "". `is_tolerant`: the hits are for words near those that were typed.
    `stood_in`: the preferred engine did not answer. `stale_keys`: documents that the index should not have had for this
    reader; hand them to `outbox_add`.
    """

    query: SearchQuery
    hits: tuple[PageHit, ...] = ()
    total: int = 0
    full: int = 0
    placed: int = 0
    is_capped: bool = False
    counts: Counts = field(default_factory=dict)
    facets: tuple[FacetView, ...] = ()
    languages: tuple[LanguageCount, ...] = ()
    elsewhere: tuple[PageHit, ...] = ()
    did_you_mean: str = ""
    is_tolerant: bool = False
    stood_in: bool = False
    stale_keys: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages of results. What editors put first stands on the first page, besides its share of the others."""
        return max(-(-(self.total - self.placed) // self.query.size), min(self.placed, 1))


@dataclass(frozen=True)
class Proposal:
    """What an engine proposes: its result, and what it was asked in the end."""

    query: SearchQuery
    result: SearchResult
    did_you_mean: str = ""
    is_tolerant: bool = False


def search_pages(query: SearchQuery, reader: Reader, *, rules: Rules | None = None) -> SearchPage:
    """Return the results of a query for a reader.

    The text is read as grammar.py says, with the editors' rules of its language (`rules`: others, to try them out).
    """
    query = query_wanted(query, reader)
    rules = rules or rules_for(query.language)
    asked = prepared(query, reader, rules)
    if asked is None:
        return SearchPage(query)
    promoted = promoted_pages(parse(asked.text).plain, rules, timezone.now()) if not asked.is_narrowed else ()
    asked = replace(asked, exclude_keys=(*asked.exclude_keys, *map(page_key, promoted)))
    spelling.vocabulary_of(asked.language, seconds=0)  # begins to be read, while the engine is asked
    found, stood_in = answer(lambda engine: proposed_by(engine, asked), asked.language)
    return results_wanted(_checked(found, promoted, reader, stood_in=stood_in), reader)


def proposed_by(engine: SearchEngine, query: SearchQuery) -> Proposal:
    """Ask an engine, and once more with other spellings when it finds little. Raises EngineError.

    What it proposes is nothing to show: the index may be behind the pages, and knows nothing of the reader's own.
    """
    query = without_waiting(query, engine)
    if query.is_listing:  # nothing that could be spelled otherwise, or said in another language
        return Proposal(query, engine.search(query))
    others = [code for code, _name in settings.LANGUAGES if code != query.language] if query.page == 1 else []
    result = engine.search(query, others)
    if query.page > 1 or query.phrases or result.full >= LITTLE:
        return Proposal(query, result)
    if not spelling.vocabulary_of(query.language).places:  # none, or not yet: the next search has them
        return Proposal(query, result)
    corrected = spelling.corrected(query.text, query.language, query.level)
    if corrected:
        better = engine.search(replace(query, text=corrected, segments=((corrected,),), size=0))  # its numbers alone
        if better.full <= result.full:
            corrected = ""
    tolerant = replace(query, segments=spelling.tolerant(query.segments, query.language, query.level))
    if tolerant.segments != query.segments:
        near = engine.search(tolerant)
        if near.full > result.full:
            near = replace(near, elsewhere=result.elsewhere, languages=result.languages)
            return Proposal(tolerant, near, corrected, is_tolerant=True)
    return Proposal(query, result, corrected)


def _checked(found: Proposal, promoted: Collection[int], reader: Reader, *, stood_in: bool) -> SearchPage:
    """Return what of the engine's proposal the reader may see now; hits and names of facets are read in one query."""
    result, query = found.result, found.query
    elsewhere = result.elsewhere if result.full < LITTLE else ()
    proposed = {hit.key for hit in (*result.hits, *elsewhere)}
    above = counted_pages(result.counts, query)
    things = shown_things(proposed, reader, page_ids={*promoted, *above})
    pages = {page.pk: page for page in things.values() if isinstance(page, ShownPage)}
    dropped = [hit for hit in result.hits if hit.key not in things]
    placed = sum(pk in pages for pk in promoted)
    counts = _less(result.counts, dropped)
    return SearchPage(
        query=query,
        hits=(*(_promoted_hits(promoted, pages, query) if query.page == 1 else ()), *_page_hits(result.hits, things, query)),
        total=max(0, result.total - len(dropped)) + placed,
        full=max(0, result.full - len(dropped)) + placed,
        placed=placed,
        is_capped=result.is_capped,
        counts=counts,
        facets=facet_views(counts, query, {pk: pages[pk].title for pk in above if pk in pages}, kinds_for(query.level)),
        languages=_language_counts(result.languages),
        elsewhere=_page_hits(elsewhere, things, query),
        did_you_mean=found.did_you_mean,
        is_tolerant=found.is_tolerant,
        stood_in=stood_in,
        stale_keys=tuple(sorted(key for key in proposed if key not in things)),
    )


def _page_hits(hits: Iterable[Hit], things: Mapping[str, Shown], query: SearchQuery) -> tuple[PageHit, ...]:
    return tuple(
        _page_hit(hit.key, things[hit.key], query, language=hit.language, kind=hit.kind, excerpt=hit.excerpt, score=hit.score)
        for hit in hits
        if hit.key in things
    )


def _promoted_hits(promoted: Iterable[int], pages: Mapping[int, ShownPage], query: SearchQuery) -> tuple[PageHit, ...]:
    """Return the pages that editors put first. Their text is the summary: what matches is not the point."""
    found = [pages[pk] for pk in promoted if pk in pages]
    terms = query_terms(query, query.language)
    return tuple(
        _page_hit(
            page_key(page.pk),
            page,
            query,
            language=code_of(page.locale_id),
            kind=kind_of(page.page_type),
            excerpt=excerpt(page.summary, terms, query.language),
            score=0.0,
            is_promoted=True,
        )
        for page in found
    )


def _page_hit(
    key: str, page: Shown, query: SearchQuery, *, language: str, kind: str, excerpt: SafeString, **more: Any
) -> PageHit:
    return PageHit(
        key=key,
        page=page,
        title=highlight(page.title, query_terms(query, language), language),
        excerpt=_on_one_line(excerpt),
        language=language,
        kind=kind,
        kind_label=kind_label(kind),
        category_title=page.category_title or "",
        direction=direction_of(language),
        is_internal=page.is_internal,
        **more,
    )


def _on_one_line(text: SafeString) -> SafeString:
    """Headings, list items and table cells end without a full stop: a dot keeps them apart from what follows."""
    return mark_safe(_LINE_END.sub(" · ", text).replace("\n", " "))  # noqa: S308  # nosec B308 # was safe before


def _less(counts: Counts, dropped: Iterable[Hit]) -> Counts:
    """Return the counts without hits that must not be seen; only their kind is known."""
    kinds = dict(counts.get("kind", {}))
    for hit in dropped:
        kinds[hit.kind] = kinds.get(hit.kind, 1) - 1
    return {**counts, "kind": {kind: count for kind, count in kinds.items() if count > 0}}


def _language_counts(counts: Mapping[str, int]) -> tuple[LanguageCount, ...]:
    names = dict(settings.LANGUAGES)
    return tuple(LanguageCount(code, str(names[code]), counts[code]) for code in names if counts.get(code))

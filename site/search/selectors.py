"""What a reader finds. An engine proposes, the pages themselves decide: no hit is shown that `listable_to` refuses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left, Length
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from content.audiences import Reader, groups_admit
from content.models import HelpPage
from localization.languages import direction_of
from search.analysis import highlight
from search.documents import kind_label
from search.engines.base import Hit, SearchEngine, SearchResult, Suggestion
from search.engines.choice import answer
from search.models import IndexedDocument
from search.outbox import waiting_keys
from search.queries import SearchQuery, has_words, query_terms

_LINE_END = re.compile(r"(?<=[^\s.!?؟…:;,،؛])\n")

LITTLE = 3
"""Results below which those in other languages are shown as well."""
ELSEWHERE = 3
"""Results shown from other languages."""
SUGGESTIONS = 8
SHORTEST_PREFIX = 2
"""Letters, in any script, after which titles are suggested."""
MOST_WAITING = 10_000
"""Waiting documents that are named to an engine outside the database."""


@dataclass(frozen=True)
class PageHit:
    """A hit that the reader may see. `title` and `excerpt` are escaped and marked; `page` is not its specific type."""

    page: Any
    title: SafeString
    excerpt: SafeString
    language: str
    kind: str
    kind_label: Any
    category_title: str
    direction: str
    score: float


@dataclass(frozen=True)
class KindCount:
    """How many results are of one kind, whether chosen or not."""

    kind: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class SearchPage:
    """One page of results.

    `stood_in`: the preferred engine did not answer. `stale_keys`: documents that the index should not have had for this
    reader; hand them to `outbox_add`.
    """

    query: SearchQuery
    hits: tuple[PageHit, ...] = ()
    total: int = 0
    is_capped: bool = False
    kinds: tuple[KindCount, ...] = ()
    elsewhere: tuple[PageHit, ...] = ()
    stood_in: bool = False
    stale_keys: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages of results."""
        return -(-self.total // self.query.size)


@dataclass(frozen=True)
class PageSuggestion:
    """A title that begins like what was typed, of a page that the reader may see."""

    page: Any
    title: str
    kind: str
    kind_label: Any


def search_pages(query: SearchQuery, reader: Reader) -> SearchPage:
    """Return the results of a query for a reader. `level`, `groups` and `exclude_keys` of the query are set here."""
    query = _on_behalf_of(query, reader)
    if not has_words(query.text):
        return SearchPage(query)

    def ask(engine: SearchEngine) -> tuple[SearchResult, SearchResult]:
        excluding = _without_waiting(query, engine)
        found = engine.search(excluding)
        if found.total >= LITTLE or query.page > 1:
            return found, SearchResult()
        return found, engine.search_elsewhere(replace(excluding, size=ELSEWHERE, kinds=()), _other_languages(query))

    (found, elsewhere), stood_in = answer(ask)
    pages = _readable([hit.key for hit in (*found.hits, *elsewhere.hits)], reader)
    dropped = [hit for hit in found.hits if hit.key not in pages]
    counts = Counter(found.kinds)
    counts.subtract(hit.kind for hit in dropped)
    return SearchPage(
        query=query,
        hits=_page_hits(found.hits, pages, query),
        total=max(0, found.total - len(dropped)),
        is_capped=found.is_capped,
        kinds=_kind_counts(counts, query),
        elsewhere=_page_hits(elsewhere.hits, pages, query),
        stood_in=stood_in,
        stale_keys=tuple(hit.key for hit in (*found.hits, *elsewhere.hits) if hit.key not in pages),
    )


def suggest(prefix: str, language: str, reader: Reader, limit: int = SUGGESTIONS) -> list[PageSuggestion]:
    """Return pages whose titles hold the words of `prefix`, the last of which may be unfinished."""
    query = SearchQuery(prefix, language, size=limit)
    if not has_words(query.text) or len(query.text) < SHORTEST_PREFIX:
        return []
    query = _on_behalf_of(query, reader)

    def ask(engine: SearchEngine) -> list[Suggestion]:
        return engine.suggest(_without_waiting(query, engine))

    found, _stood_in = answer(ask)
    pages = _readable([each.key for each in found], reader)
    return [
        PageSuggestion(pages[each.key], pages[each.key].title, each.kind, kind_label(each.kind))
        for each in found
        if each.key in pages
    ]


def _on_behalf_of(query: SearchQuery, reader: Reader) -> SearchQuery:
    return replace(query, level=int(reader.level), groups=_admitting_groups(reader))


def _admitting_groups(reader: Reader) -> frozenset[str] | None:
    """Return the group requirements that this reader meets, of those that occur; None means all."""
    if reader.sees_all:
        return None
    if not reader.group_ids:
        return frozenset()
    occurring = IndexedDocument.objects.exclude(required_groups="").values_list("required_groups", flat=True)
    return frozenset(each for each in occurring.distinct() if groups_admit(each, reader))


def _without_waiting(query: SearchQuery, engine: SearchEngine) -> SearchQuery:
    if engine.excludes_waiting:
        return query
    return replace(query, exclude_keys=waiting_keys(engine.name, MOST_WAITING))


def _other_languages(query: SearchQuery) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != query.language]


def _readable(keys: Iterable[str], reader: Reader) -> dict[str, Any]:
    """Return those of the pages that the reader may find now, with the title of the page above, in one query."""
    ids = {int(number): key for key in keys for prefix, _colon, number in [key.partition(":")] if prefix == "page"}
    if not ids:
        return {}
    above = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    found = (
        HelpPage.objects.listable_to(reader)
        .filter(pk__in=ids)
        .annotate(category_title=Subquery(above.filter(depth__gt=2).values("title")[:1]))
    )
    return {ids[page.pk]: page for page in found}


def _page_hits(hits: Sequence[Hit], pages: dict[str, Any], query: SearchQuery) -> tuple[PageHit, ...]:
    return tuple(_page_hit(hit, pages[hit.key], query) for hit in hits if hit.key in pages)


def _page_hit(hit: Hit, page: Any, query: SearchQuery) -> PageHit:
    return PageHit(
        page=page,
        title=highlight(page.title, query_terms(query.text, hit.language), hit.language),
        excerpt=_on_one_line(hit.excerpt),
        language=hit.language,
        kind=hit.kind,
        kind_label=kind_label(hit.kind),
        category_title=page.category_title or "",
        direction=direction_of(hit.language),
        score=hit.score,
    )


def _on_one_line(excerpt: SafeString) -> SafeString:
    """Headings, list items and table cells end without a full stop: a dot keeps them apart from what follows."""
    return mark_safe(_LINE_END.sub(" · ", excerpt).replace("\n", " "))  # noqa: S308  was safe before


def _kind_counts(counted: Counter[str], query: SearchQuery) -> tuple[KindCount, ...]:
    """Return the kinds with results, the most frequent first, and the chosen ones in any case."""
    shown = [kind for kind, count in counted.most_common() if count > 0]
    shown += [kind for kind in query.kinds if kind not in shown]
    return tuple(KindCount(kind, kind_label(kind, many=True), max(0, counted[kind]), kind in query.kinds) for kind in shown)

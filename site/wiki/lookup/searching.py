"""What the engines of search propose for the words of a look-up. Nothing of it is shown before the pages are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from content.audiences import Reader
from search.documents import KIND
from search.engines.base import Hit, SearchEngine, Suggestion
from search.engines.choice import answer
from search.kind_names import without_names
from search.outbox import page_id_of
from search.preparation import prepared, without_waiting
from search.queries import SearchQuery, query_terms, title_words
from search.rules import rules_for
from search.selectors import Proposal, proposed_by

EXCEPTION, POLICY, WIKI, SPACE = "exception", "policy", "wiki", "space"
KINDS: Final = (EXCEPTION, POLICY, WIKI, SPACE)
SIZE = 40
TITLES = 12
"""Titles that are proposed for a word that is not finished."""
SHORTEST = 2


@dataclass(frozen=True)
class Proposed:
    """A page that may be shown."""

    pk: int
    kind: str
    language: str


@dataclass(frozen=True)
class Found:
    """Pages in the order of their worth, and the query as it was asked in the end."""

    pages: tuple[Proposed, ...] = ()
    query: SearchQuery | None = None

    def terms(self, language: str) -> frozenset[str]:
        """Return the terms by which titles in a language are marked."""
        return query_terms(self.query, language) if self.query else frozenset()


def searched(words: str, *, language: str, reader: Reader, is_unfinished: bool) -> Found:
    """Return what the words are about, policies no more than exceptions. `is_unfinished`: the last word may lack its end."""
    words = without_names(words, KINDS).strip() or words
    query = SearchQuery(words, language, filters=((KIND, KINDS),), size=SIZE)
    asked = prepared(query, reader, rules_for(language))
    if asked is None:
        return Found()
    asked = replace(asked, leading=(), leading_segments=None)
    titles = replace(asked, text=words, size=TITLES) if is_unfinished and _is_begun(words) else None

    def ask(engine: SearchEngine) -> tuple[Proposal, list[Suggestion]]:
        return proposed_by(engine, asked), engine.suggest(without_waiting(titles, engine)) if titles else []

    (proposal, suggested), _stood_in = answer(ask, language)
    pages = dict.fromkeys(_in_order(proposal, suggested, language))
    return Found(tuple(pages), proposal.query)


def _is_begun(words: str) -> bool:
    found = title_words(words)
    return bool(found) and len(found[-1]) >= SHORTEST


def _in_order(proposal: Proposal, suggested: list[Suggestion], language: str) -> Iterator[Proposed]:
    """Yield what has all words, then titles that begin so, then what has some of the words, then other languages."""
    result = proposal.result
    full = len(result.hits) if proposal.is_tolerant else min(result.full, len(result.hits))
    yield from map(_of_hit, result.hits[:full])
    yield from (Proposed(page_id_of(each.key), each.kind, language) for each in suggested if each.kind in KINDS)
    yield from map(_of_hit, result.hits[full:])
    yield from map(_of_hit, result.elsewhere)


def _of_hit(hit: Hit) -> Proposed:
    return Proposed(page_id_of(hit.key), hit.kind, hit.language)

"""Why a search finds what it finds: each step from the text to the hits, as far as the editor who asks may see it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.utils import timezone

from content.audiences import Reader, reader_for
from content.models import HelpPage
from search import ranking
from search.admin.served import Node, account
from search.analysis.terms import tokens
from search.engines.base import FEW, EngineError
from search.engines.choice import engines
from search.engines.database import postgresql, sqlite
from search.engines.database.requests import Join, text_expression
from search.engines.elasticsearch.requests import search_body
from search.grammar import Parsed, parse
from search.models import IndexedDocument, StopWordList, SynonymSet
from search.preparation import prepared
from search.queries import SearchQuery, clean_text
from search.rules import Rules, rules_for
from search.rules.expansion import chosen, synonym_matches
from search.rules.placing import hiding, promoting
from search.rules.terms import is_among, words_of
from search.selectors import PageHit, SearchPage, search_pages
from search.shown import shown_things

MOST_KEYS = 5
"""Left-out documents that a shown request names; the number of the others is enough."""


@dataclass(frozen=True)
class PageRule:
    """A rule that moves a page: its id, and the page when the editor may see it."""

    pk: int | None
    page: Any


@dataclass(frozen=True)
class Applied:
    """The rules that had a part in it."""

    synonyms: tuple[SynonymSet, ...] = ()
    stop_words: tuple[str, ...] = ()
    stop_word_list: StopWordList | None = None
    promoted: tuple[PageRule, ...] = ()
    hidden: tuple[PageRule, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.synonyms or self.stop_words or self.promoted or self.hidden)


@dataclass(frozen=True)
class Explained:
    """A hit at its place, with what lifted or lowered it. The factors are 1.0 where there is nothing to tell."""

    hit: PageHit
    number: int
    helpful: float = 1.0
    views: float = 1.0
    stale: float = 1.0
    fades: bool = False
    leading: float = 1.0
    account: Node | None = None


@dataclass(frozen=True)
class Explanation:
    """Everything the page shows. `asked` is None when there is nothing to look for."""

    text: str
    parsed: Parsed
    asked: SearchQuery | None
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    applied: Applied = field(default_factory=Applied)
    found: SearchPage | None = None
    hits: tuple[Explained, ...] = ()
    request: str = ""
    expression: str = ""
    has_server: bool = False
    trouble: str = ""


def explanation(text: str, language: str, reader: Reader, editor: Any) -> Explanation:
    """Explain a search of `reader`; pages that `editor` may not see are left out. Logs nothing."""
    text = clean_text(text)
    rules = rules_for(language)
    query = SearchQuery(text, language)
    parsed = parse(text)
    asked = prepared(query, reader, rules)
    if asked is None:
        return Explanation(text, parsed, None)
    found = search_pages(query, reader, rules=rules)
    visible = _visible(_rule_pages(parsed.plain, rules), editor)
    hits = tuple(visible_hits(found.hits, editor))
    accounts, all_words, trouble = _accounts(found.query) if _server() else ({}, True, "")
    return Explanation(
        text=text,
        parsed=parsed,
        asked=asked,
        terms=_terms(asked),
        applied=_applied(parsed, parsed.plain, rules, visible),
        found=found,
        hits=_explained(hits, found.query, accounts),
        request=_request(found.query, all_words) if _server() else "",
        expression=_expression(found.query),
        has_server=_server() is not None,
        trouble=trouble,
    )


def visible_hits(hits: Iterable[PageHit], editor: Any) -> list[PageHit]:
    """Return the hits that the editor may see as well: who looks is the editor, whoever is asked for."""
    found = list(hits)
    things = shown_things([hit.key for hit in found], reader_for(editor))
    return [hit for hit in found if hit.key in things]


def _visible(ids: Iterable[int], editor: Any) -> dict[int, Any]:
    return {page.pk: page for page in HelpPage.objects.listable_to(editor).filter(pk__in=list(ids))}


def _rule_pages(text: str, rules: Rules) -> set[int]:
    return {row.page_id for row in (*promoting(text, rules, timezone.now()), *hiding(text, rules))}


def _terms(query: SearchQuery) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each word that is looked for with its terms; none for a stop word."""
    found: dict[str, tuple[str, ...]] = {}
    for text in [*(text for segment in query.segments for text in segment), *query.phrases]:
        read = tokens(text, query.language)
        for word in words_of(text, query.language):
            found[text[word.start : word.end]] = tuple(each.term for each in read if word.start <= each.start < word.end)
    return tuple(found.items())


def _applied(parsed: Parsed, text: str, rules: Rules, visible: Mapping[int, Any]) -> Applied:
    words = words_of(parsed.words, rules.language)
    matches = chosen(synonym_matches(words, rules))
    within = {at for match in matches for at in range(match.first, match.last)}
    sets = [pk for match in matches for entry in match.entries for pk in entry.sets]
    stored = SynonymSet.objects.in_bulk([pk for pk in sets if pk is not None]) if sets else {}
    left_out = [
        parsed.words[word.start : word.end]
        for at, word in enumerate(words)
        if at not in within and is_among(word, rules.stop_words)
    ]
    return Applied(
        synonyms=tuple(stored[pk] for pk in dict.fromkeys(sets) if pk in stored),
        stop_words=tuple(dict.fromkeys(left_out)),
        stop_word_list=StopWordList.objects.filter(language=rules.language).first() if left_out else None,
        promoted=tuple(PageRule(row.pk, visible.get(row.page_id)) for row in promoting(text, rules, timezone.now())),
        hidden=tuple(PageRule(row.pk, visible.get(row.page_id)) for row in hiding(text, rules)),
    )


def _explained(hits: tuple[PageHit, ...], query: SearchQuery, accounts: Mapping[str, Node]) -> tuple[Explained, ...]:
    level = query.level
    rows = IndexedDocument.objects.filter(key__in=[hit.key for hit in hits], min_level__lte=level, max_level__gte=level)
    stored = {row.key: row for row in rows.only("key", "helpful", "views", "is_stale", "fades")}
    found: list[Explained] = []
    for number, hit in enumerate(hits, start=1):
        row = stored.get(hit.key)
        more: dict[str, Any] = {}
        if row and not hit.is_promoted:
            more = {
                "helpful": 1 + row.helpful * ranking.HELPFUL,
                "views": 1 + row.views * ranking.VIEWS,
                "stale": ranking.STALE if row.is_stale else 1.0,
                "fades": row.fades,
                "leading": ranking.LEADING if hit.kind in query.leading and not row.is_stale else 1.0,
            }
        found.append(Explained(hit, number, account=accounts.get(hit.key), **more))
    return tuple(found)


def _server() -> Any:
    """Return the engine on Elasticsearch; None when the site has none."""
    preferred = engines()[-1]
    return preferred if preferred.name == "elasticsearch" else None


def _accounts(query: SearchQuery) -> tuple[dict[str, Node], bool, str]:
    """Return the server's accounts by key, whether all words were asked for, and what went wrong."""
    try:
        answers = _server().explained(query, all_words=True)
        all_words = len(answers) >= (1 if query.is_narrowed else FEW)
        if not all_words:
            answers = _server().explained(query, all_words=False)
        return {each["_source"]["key"]: account(each["_explanation"]) for each in answers}, all_words, ""
    except EngineError as error:
        return {}, True, error.reason
    except (KeyError, TypeError, ValueError):
        return {}, True, "unreadable answer"


def _request(query: SearchQuery, all_words: bool) -> str:
    """Return the request as JSON, with few of the documents that it leaves out."""
    kept = query.exclude_keys[:MOST_KEYS]
    if more := len(query.exclude_keys) - len(kept):
        kept = (*kept, f"… {more}")
    return json.dumps(search_body(replace(query, exclude_keys=kept), all_words=all_words), ensure_ascii=False, indent=2)


def _expression(query: SearchQuery) -> str:
    """Return what the database's full-text search is asked."""
    syntax = postgresql.SYNTAX if connection.vendor == "postgresql" else sqlite.SYNTAX
    return text_expression(query, query.language, syntax, Join.ALL)

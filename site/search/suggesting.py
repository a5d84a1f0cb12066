"""What may be meant by an unfinished query: titles, questions, and what others have searched with success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from content.anchors import unique_anchor
from content.audiences import Audience, Reader
from search.documents import kind_label
from search.engines.base import SearchEngine, Suggestion
from search.engines.choice import answer
from search.grammar import parse
from search.log import popular_queries
from search.models.log import Side
from search.more import suggestions_wanted
from search.outbox import page_key
from search.preparation import admitting_groups, without_waiting
from search.queries import SearchQuery, has_words, title_words
from search.rules import Rules, hidden_pages, rules_for
from search.shown import Shown, shown_things

SUGGESTIONS = 8
SHORTEST_PREFIX = 2
"""Letters, in any script, after which something is suggested."""
MOST_POPULAR = 3
MOST_QUESTIONS = 2
"""Questions of one page; more would push the other pages out."""
QUERY = "query"
QUESTION = "question"


@dataclass(frozen=True)
class PageSuggestion:
    """A title or a question of a page that the reader may see, or a query that others used."""

    title: str
    url: str
    kind: str
    kind_label: Any


def suggest(prefix: str, language: str, reader: Reader, limit: int = SUGGESTIONS) -> list[PageSuggestion]:
    """Return what may be meant by `prefix`: queries that others used first, then pages and their questions."""
    query = SearchQuery(prefix, language, size=limit)
    if not has_words(query.text) or sum(map(str.isalnum, query.text)) < SHORTEST_PREFIX or parse(query.text).only_narrows:
        return []
    hidden = tuple(page_key(pk) for pk in _hidden(query.text, rules_for(language)))
    query = replace(query, level=int(reader.level), groups=admitting_groups(reader), exclude_keys=hidden)

    def ask(engine: SearchEngine) -> list[Suggestion]:
        return engine.suggest(without_waiting(query, engine))

    found, _stood_in = answer(ask, language)
    things = shown_things([each.key for each in found], reader)
    told = [each for one in found if one.key in things for each in _of_page(one, things[one.key], query.text)]
    # A question is known by itself and as one of its page's.
    of_pages = list({(each.url, each.title): each for each in told}.values())
    popular = _popular(query, reader)[: max(MOST_POPULAR, limit - len(of_pages))]
    titles = {each.title.casefold() for each in of_pages}
    shown = [*(each for each in popular if each.title.casefold() not in titles), *of_pages][:limit]
    return suggestions_wanted(shown, query.text, language, reader)


def _hidden(text: str, rules: Rules) -> set[int]:
    """Return the pages that are hidden for the text, or for a query that it may become."""
    typed = title_words(text)
    becoming = {row.page_id for rows in rules.hidden.values() for row in rows if any(_has(query, typed) for query in row.queries)}
    return {*hidden_pages(text, rules), *becoming}


def side_of(reader: Reader) -> Side:
    """Return whose queries those of a reader are: what agents type stays among agents."""
    return Side.INTERNAL if reader.level >= Audience.AGENT else Side.PUBLIC


def _popular(query: SearchQuery, reader: Reader) -> list[PageSuggestion]:
    texts = popular_queries(query.text, query.language, side_of(reader), MOST_POPULAR)
    results = reverse("search:results")
    return [PageSuggestion(text, f"{results}?{urlencode({'q': text})}", QUERY, _("Popular search")) for text in texts]


def _of_page(found: Suggestion, page: Shown, text: str) -> Iterator[PageSuggestion]:
    """Yield the page when its title has the words, and those of its questions that have them."""
    typed = title_words(text)
    # The index may be a moment old: the title is the page's own.
    if _has(page.title, typed):
        yield PageSuggestion(page.title, page.link, found.kind, kind_label(found.kind))
    taken: set[str] = set()
    anchors = [(unique_anchor(question, taken, otherwise="question"), question) for question in found.questions]
    fitting = [(anchor, question) for anchor, question in anchors if _has(question, typed)]
    for anchor, question in fitting[:MOST_QUESTIONS]:
        yield PageSuggestion(question, f"{page.link}#{anchor}", QUESTION, _("Question"))


def _has(text: str, typed: list[str]) -> bool:
    """Tell whether a text has all the words, the last of which may be unfinished."""
    words = title_words(text)
    *whole, last = typed
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)

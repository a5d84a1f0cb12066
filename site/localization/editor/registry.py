"""What others know about a text while it is translated: like texts, terms, and where a word stood before.

Whoever knows something registers a function when its part of the room is ready. One that fails is noted in the log and gives
nothing: nobody is kept from writing by a broken dictionary.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import signature
from typing import Any, TypeVar

from wagtail.models import Locale

from localization.models import Unit

logger = logging.getLogger(__name__)
MOST_SUGGESTIONS = 8
MOST_PAIRS = 50
Found = TypeVar("Found")


@dataclass(frozen=True)
class Suggestion:
    """A text that may fit a unit. `match` is in percent; `origin` one of `Origin`, with the name of the `engine` of a machine;
    `note` says in words what a person should know of it.
    """

    text: str
    match: int = 0
    origin: str = ""
    note: str = ""
    engine: str = ""


@dataclass(frozen=True)
class TermHit:
    """A term of the glossary in a source text, at the characters `start` to `end` of what a reader reads.

    `target` is what the language says for it, several ways with "|" between them, or "" where nothing is approved. A name that
    stays as it is has itself for a target. `forbidden` are words that must not be used for it.
    """

    source: str
    target: str = ""
    forbidden: tuple[str, ...] = ()
    note: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Pair:
    """A text and its translation that somebody wrote before; `place` names the page, `url` leads there ("" for nowhere)."""

    source: str
    text: str
    place: str = ""
    url: str = ""


Suggester = Callable[..., Iterable[Suggestion]]
Terms = Callable[[str, Locale, Locale], Iterable[TermHit]]
Reader = Callable[[str], Iterable[TermHit]]
Prepare = Callable[[Locale, Locale], Reader]
Concordance = Callable[[str, Locale, Locale, Any], Iterable[Pair]]
_suggesters: list[Suggester] = []
_slow: list[Suggester] = []
_terms: list[tuple[Terms, Prepare | None]] = []
_concordances: list[Concordance] = []


def register_suggester(function: Suggester, *, is_slow: bool = False) -> None:
    """Add a source of suggestions for a unit. With a parameter `user` it is told who asks.

    `is_slow`: it asks somebody over the network. What the others know is shown before it answers.
    """
    _add(_suggesters, function)
    if is_slow:
        _add(_slow, function)


def register_terms(function: Terms, prepare: Prepare | None = None) -> None:
    """Add a glossary: a function of (source text as inline HTML, its locale, the locale it is translated into).

    `prepare` spares a query for each text: a function of the two locales, called once for a page, that returns a function of
    the text alone.
    """
    _add(_terms, (function, prepare))


def register_concordance(function: Concordance) -> None:
    """Add a search: a function of (query, source locale, locale, user). It leaves out what the user may not see."""
    _add(_concordances, function)


def suggestions_for(unit: Unit, user: Any = None, *, slow: bool | None = None) -> list[Suggestion]:
    """Return what is suggested for a unit to a person (None: to everybody), the best match first, no text twice.

    `slow`: only by those that are slow, or only by the others; None by all.
    """
    chosen = [each for each in _suggesters if slow is None or slow is (each in _slow)]
    asked = [partial(each, user=user) if user is not None and _asks_who(each) else each for each in chosen]
    best: dict[str, Suggestion] = {}
    for each in sorted(_all(asked, unit), key=lambda found: -found.match):
        best.setdefault(each.text, each)
    return list(best.values())[:MOST_SUGGESTIONS]


def terms_of(source: str, source_locale: Locale, locale: Locale) -> list[TermHit]:
    """Return the terms of the glossaries that stand in a source text, in their order."""
    return term_reader(source_locale, locale)(source)


def term_reader(source_locale: Locale, locale: Locale) -> Callable[[str], list[TermHit]]:
    """Return a function from source texts of a page to the terms in them, for many texts at once."""
    readers: list[Reader] = []
    for function, prepare in _terms:
        if prepare is not None:
            readers += _all([lambda source, to, prepare=prepare: [prepare(source, to)]], source_locale, locale)
        else:
            readers.append(partial(_read, function, source_locale, locale))
    return lambda source: sorted(_all(readers, source), key=lambda hit: (hit.start, hit.end))


def _read(function: Terms, source_locale: Locale, locale: Locale, source: str) -> Iterable[TermHit]:
    return function(source, source_locale, locale)


def pairs_with(query: str, source_locale: Locale, locale: Locale, user: Any) -> list[Pair]:
    """Return earlier texts with these words and their translations."""
    return list(dict.fromkeys(_all(_concordances, query, source_locale, locale, user)))[:MOST_PAIRS]


def _asks_who(function: Suggester) -> bool:
    return "user" in signature(function).parameters


def _add(functions: list[Any], function: Any) -> None:
    if function not in functions:
        functions.append(function)


def _all(functions: Sequence[Callable[..., Iterable[Found]]], *arguments: Any) -> list[Found]:
    found: list[Found] = []
    for function in functions:
        try:
            found += function(*arguments)
        except Exception:
            logger.exception("%r failed and gives nothing.", function)
    return found

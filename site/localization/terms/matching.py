"""Where the terms of the glossary stand in a source text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max
from wagtail.models import Locale

from content.locales import code_of
from localization.editor.registry import TermHit
from localization.exchange.inline import plain
from localization.models import Term
from localization.terms.words import folded, forms, is_form_of

# A word with what joins its parts: "sign-in", "user's", a Persian non-joiner, Arabic vowel signs.
_WORD = re.compile(r"[^\W_]+(?:[\u0640\u064b-\u065f\u0670\u200c\u200d'’]+[^\W_]+)*[\u064b-\u065f\u0670]*")


@dataclass(frozen=True)
class Hit:
    """A term in a text, at the characters `start` to `end` of what people read."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class _Known:
    """A term with its folded words."""

    term: Term
    words: tuple[str, ...]


class Glossary:
    """The approved terms of a pair of languages, found by their first words."""

    def __init__(self, terms: list[Term], language: str) -> None:
        self.language = language
        self.by_word: defaultdict[str, list[_Known]] = defaultdict(list)
        for term in terms:
            words = tuple(folded(each) for each in _WORD.findall(term.source))
            if words:
                for form in forms(words[0], language):
                    self.by_word[form].append(_Known(term, words))

    def hits(self, text: str) -> list[Hit]:
        """Return the terms in a plain text in their order; of those that overlap, the longest."""
        spans = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        words = [folded(text[start:end]) for start, end in spans]
        found: list[Hit] = []
        at = 0
        while at < len(words):
            if best := self._longest(text, words, spans, at):
                found.append(Hit(best.term, spans[at][0], spans[at + len(best.words) - 1][1]))
                at += len(best.words)
            else:
                at += 1
        return found

    def _longest(self, text: str, words: list[str], spans: list[tuple[int, int]], at: int) -> _Known | None:
        near = {id(known): known for form in forms(words[at], self.language) for known in self.by_word.get(form, ())}
        fitting = [known for known in near.values() if self._fits(known, text, words, spans, at)]
        return max(fitting, key=lambda known: (len(known.words), known.words[0] == words[at], -known.term.pk), default=None)

    def _fits(self, known: _Known, text: str, words: list[str], spans: list[tuple[int, int]], at: int) -> bool:
        here = words[at : at + len(known.words)]
        if len(here) < len(known.words):
            return False
        # A term's words stand together: another sentence begins behind a full stop.
        between = (text[spans[at + n][1] : spans[at + n + 1][0]] for n in range(len(here) - 1))
        if any(len(gap) > 3 or set(gap) & set(".!?؟;؛\n") for gap in between):
            return False
        if known.term.is_case_sensitive:
            return text[spans[at][0] : spans[at + len(here) - 1][1]].startswith(known.term.source)
        return all(is_form_of(word, term, self.language) for word, term in zip(here, known.words, strict=True))


def glossary_of(source_locale: int, locale: int) -> Glossary:
    """Return the approved terms of a pair of languages (ids of Locales). One query where nothing has changed since."""
    rows = Term.objects.filter(source_locale=source_locale, locale=locale, status=Term.Status.APPROVED)
    state = rows.aggregate(last=Max("changed"), number=Count("pk"))
    return _glossary(source_locale, locale, state["number"], state["last"])


@lru_cache(maxsize=64)
def _glossary(source_locale: int, locale: int, _number: int, _last: Any) -> Glossary:
    rows = Term.objects.filter(source_locale=source_locale, locale=locale, status=Term.Status.APPROVED)
    return Glossary(list(rows), code_of(source_locale))


def terms_in(source: str, source_locale: Locale, locale: Locale) -> list[TermHit]:
    """Return what the editor and the checks know of the terms in a source text, given as inline HTML."""
    return terms_reader(source_locale, locale)(source)


def terms_reader(source_locale: Locale, locale: Locale) -> Callable[[str], list[TermHit]]:
    """Return `terms_in` for a pair of languages: their glossary is asked for once, whatever the number of texts."""
    glossary = glossary_of(source_locale.pk, locale.pk)
    return lambda source: [_told(hit) for hit in glossary.hits(plain(source))]


def _told(hit: Hit) -> TermHit:
    return TermHit(
        source=hit.term.source,
        target="|".join(hit.term.wordings),
        forbidden=tuple(hit.term.forbidden_wordings),
        note=hit.term.note,
        start=hit.start,
        end=hit.end,
    )

"""The terms of a language, ready to be looked up: read once for each version of the glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from content.locales import code_of
from search.analysis import word_terms, words
from search.analysis.letters import WORD

LONGEST_ACRONYM = 5
"""Letters up to which a form in capitals is meant as written: IT is not it."""


@dataclass(frozen=True)
class Term:
    """A word with its explanation. Whether a reader may see the page of it is not decided here."""

    pk: int
    title: str
    definition: str


@dataclass(frozen=True)
class Form:
    """One way to write a term: its parts as the search reads them, and the very letters where only these are meant."""

    parts: tuple[str, ...]
    exact: str
    term: Term


@dataclass
class Table:
    """Forms by their first part, the longest first."""

    language: str = ""
    forms: defaultdict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))

    def add(self, term: Term, forms: Iterable[str]) -> None:
        for text in forms:
            parts = tuple(part for match in WORD.finditer(text) for part in parts_of(match[0], self.language))
            if parts:
                self.forms[parts[0]].append(Form(parts, text if _is_acronym(text) else "", term))

    def sort(self) -> None:
        for each in self.forms.values():
            each.sort(key=lambda form: len(form.parts), reverse=True)

    def begun_in(self, texts: Iterable[str]) -> set[int]:
        """Return the ids of the terms that may stand in the texts, quickly: those of which the first part is there."""
        if not self.forms:
            return set()
        written = {word for text in texts for word in WORD.findall(text)}
        found = {part for word in written for part in parts_of(word, self.language)[:1]}
        return {form.term.pk for part in found & self.forms.keys() for form in self.forms[part]}


NO_TERMS = Table()
_tables: dict[int, tuple[str, Table]] = {}


def table_of(locale_id: int, version: str) -> Table:
    """Return the terms of a language. One query when this process has not read this version yet.

    Versions are tokens of GlossaryVersion; there is none, and no term, before the first article of a language is saved.
    """
    if not version:
        return NO_TERMS
    known = _tables.get(locale_id)
    if known is None or known[0] != version:
        known = _tables[locale_id] = (version, _read(locale_id))
    return known[1]


@lru_cache(maxsize=65536)
def parts_of(word: str, language: str) -> tuple[str, ...]:
    """Return what a written word is compared by: its stems, or itself where the search passes over it."""
    return word_terms(word, language) or tuple(words(word))


def _read(locale_id: int) -> Table:
    table = Table(code_of(locale_id))
    for pk, title, definition, others in _rows(locale_id):
        table.add(Term(pk, title, definition), [title, *others.splitlines()])
    table.sort()
    return table


def _rows(locale_id: int) -> Iterator[tuple[int, str, str, str]]:
    from kb.models import ArticlePage, Kind

    terms = ArticlePage.objects.filter(kind=Kind.TERM, locale_id=locale_id, live=True, alias_of__isnull=True)
    yield from terms.exclude(definition="").order_by("path").values_list("pk", "title", "definition", "other_forms")


def _is_acronym(text: str) -> bool:
    return 1 < len(text) <= LONGEST_ACRONYM and text.isupper()

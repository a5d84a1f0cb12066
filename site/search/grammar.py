"""What readers who want more than words can type: "as it stands", -without, kind:policy, -in:billing.

Anything malformed is plain words: nobody gets an error for a sign that meant something else to them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from search.analysis.letters import WORD
from search.queries import MOST_WORDS, clean_text, has_words

# Quotation marks of all our languages; a phrase may begin with one and end with another of the same line.
_QUOTES = '"“”„«»‹›＂'
# One part of a query, from left to right: what begins inside another part is none.
_PART = re.compile(
    rf"""
    (?<!\S)(?P<not>[-−])?(?P<name>[^\W\d_]{{2,20}}):(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]+)[{_QUOTES}](?!\S)|(?P<value>[^\s:{_QUOTES}]+)(?!\S))
    | (?P<minus>(?<!\S)[-−])?[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]
    | (?<!\S)[-−](?P<without>\w[^\s:]*)(?!\S)
    """,
    re.VERBOSE,
)
MOST_OPERATORS = 5
"""Operators of a query that narrow it: each may have to be looked up."""

# What may stand before the colon, in the languages of the interface, and the facet that it narrows.
_NAMES = {
    "kind": ("kind", "type", "نوع", "jenis", "tipe"),
    "category": ("in", "category", "في", "قسم", "در", "دسته", "dalam", "kategori"),
    "tag": ("tag", "وسم", "برچسب", "label"),
    "product": ("product", "منتج", "محصول", "produk"),
}
OPERATORS = {name: facet for facet, names in _NAMES.items() for name in names}

Operator = tuple[str, str]
"""The facet and the value that was typed for it."""


@dataclass(frozen=True)
class Parsed:
    """A query taken apart. `words` is what remains when phrases, exclusions and operators are taken out.

    `operators` narrow to what has them, `negated` ones (-kind:faq) to what has not.
    """

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    operators: tuple[Operator, ...] = ()
    negated: tuple[Operator, ...] = ()

    @property
    def plain(self) -> str:
        """The words with those of the phrases: what the query is about."""
        return " ".join(filter(None, (self.words, *self.phrases)))

    @property
    def only_narrows(self) -> bool:
        """Whether there are operators, and no words to look for."""
        return bool(self.operators or self.negated) and not has_words(self.plain)


def parse(text: str) -> Parsed:
    """Return the parts of a query. A query of exclusions and operators only, or with an odd quote, is plain words."""
    text = clean_text(text)
    if not _has_grammar(text):
        return Parsed(text)
    rest: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    operators: list[Operator] = []
    negated: list[Operator] = []
    at = 0
    for match in _PART.finditer(text):
        operator = _operator(match)
        if match["name"] and (operator is None or len(operators) + len(negated) == MOST_OPERATORS):
            continue  # words with a colon between them
        rest.append(text[at : match.start()])
        at = match.end()
        if operator:
            (negated if match["not"] else operators).append(operator)
        elif match["phrase"] and not match["minus"]:
            phrases.append(match["phrase"].strip())
        else:
            excluded.append((match["phrase"] or match["without"]).strip())
    words = " ".join(" ".join([*rest, text[at:]]).split())
    phrases = [each for each in phrases if WORD.search(each)]
    excluded = [each for each in excluded if WORD.search(each)]
    if not phrases and not WORD.search(words) and not operators and not negated:
        return Parsed(text)
    return Parsed(words, tuple(phrases[:MOST_WORDS]), tuple(excluded[:MOST_WORDS]), tuple(operators), tuple(negated))


def without_operators(text: str, kept: Collection[Operator] = ()) -> str:
    """Return a query without the operators that narrow it, but for some; negated ones and all else stay as typed."""
    left = list(parse(text).operators)
    rest, at = [], 0
    for match in _PART.finditer(text := clean_text(text)):
        operator = None if match["not"] else _operator(match)
        if operator in left:
            left.remove(operator)
            if operator not in kept:
                rest.append(text[at : match.start()])
                at = match.end()
    return " ".join(" ".join([*rest, text[at:]]).split())


def _operator(match: re.Match[str]) -> Operator | None:
    facet = OPERATORS.get(match["name"].casefold()) if match["name"] else None
    return (facet, (match["quoted"] or match["value"]).strip()) if facet else None


def _has_grammar(text: str) -> bool:
    return ":" in text or "-" in text or "−" in text or any(sign in _QUOTES for sign in text)

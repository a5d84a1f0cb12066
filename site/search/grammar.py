"""What readers who want more than words can type: "as it stands", -without, kind:policy, in:billing.

Anything malformed is plain words: nobody gets an error for a sign that meant something else to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis.letters import WORD
from search.queries import MOST_WORDS, clean_text

# Quotation marks of all our languages; a phrase may begin with one and end with another of the same line.
_QUOTES = '"“”„«»‹›＂'
_QUOTED = re.compile(rf"(?P<minus>(?<!\S)[-−])?[{_QUOTES}](?P<text>[^{_QUOTES}]+)[{_QUOTES}]")
_OPERATOR = re.compile(
    rf"(?<!\S)(?P<name>[^\W\d_]{{2,20}}):(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]+)[{_QUOTES}]|(?P<value>[^\s:{_QUOTES}]+))"
)
_MINUS = re.compile(r"(?<!\S)[-−](?P<word>\w[^\s]*)")

# What may stand before the colon, in the languages of the interface, and the facet that it narrows.
_NAMES = {
    "kind": ("kind", "type", "نوع", "jenis", "tipe"),
    "category": ("in", "category", "في", "قسم", "در", "دسته", "dalam", "kategori"),
    "tag": ("tag", "وسم", "برچسب", "label"),
    "product": ("product", "منتج", "محصول", "produk"),
}
OPERATORS = {name: facet for facet, names in _NAMES.items() for name in names}


@dataclass(frozen=True)
class Parsed:
    """A query taken apart. `words` is what remains when phrases, exclusions and operators are taken out."""

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    operators: tuple[tuple[str, str], ...] = ()

    @property
    def plain(self) -> str:
        """The words with those of the phrases: what the query is about."""
        return " ".join(filter(None, (self.words, *self.phrases)))


def parse(text: str) -> Parsed:
    """Return the parts of a query. A query of exclusions and operators only, or with an odd quote, is plain words."""
    text = clean_text(text)
    if not _has_grammar(text):
        return Parsed(text)
    if sum(sign in _QUOTES for sign in text) % 2:
        return Parsed(text)
    rest = text
    phrases: list[str] = []
    excluded: list[str] = []
    operators: list[tuple[str, str]] = []
    for match in _OPERATOR.finditer(text):
        if facet := OPERATORS.get(match["name"].casefold()):
            operators.append((facet, (match["quoted"] or match["value"]).strip()))
            rest = rest.replace(match[0], " ", 1)
    for match in _QUOTED.finditer(rest):
        (excluded if match["minus"] else phrases).append(match["text"].strip())
    rest = _QUOTED.sub(" ", rest)
    excluded += [match["word"] for match in _MINUS.finditer(rest)]
    words = " ".join(_MINUS.sub(" ", rest).split())
    phrases = [each for each in phrases if WORD.search(each)]
    excluded = [each for each in excluded if WORD.search(each)]
    if not phrases and not WORD.search(words) and not operators:
        return Parsed(text)
    return Parsed(words, tuple(phrases[:MOST_WORDS]), tuple(excluded[:MOST_WORDS]), tuple(operators))


def _has_grammar(text: str) -> bool:
    return ":" in text or "-" in text or "−" in text or any(sign in _QUOTES for sign in text)

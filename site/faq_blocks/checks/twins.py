"""Questions that ask the same, or nearly so, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from search.analysis.letters import fold
from search.analysis.terms import analyse, words

NEAR = 0.75
"""Share of the significant words that two questions have in common, of all they have."""
SAME_WORD = 0.75
"""How alike two words are, of which one is perhaps misspelled."""

# Which questions are open; "how" and "when" ask for different answers. Yes and no have none of them.
_ASKING = {
    "en": "how when where why who whom whose which what",
    "ar": "كيف متى أين لماذا من ماذا ما أي كم",
    "fa": "چگونه چطور کی کجا چرا که چه کدام چند",
    "id": "bagaimana kapan mana mengapa kenapa siapa apa berapa",
}
# Words that most questions of a help center have in one form or another.
_POLITE = {
    "en": "may might must able possible possibly way please",
    "ar": "يمكن يمكنني يمكننا أستطيع ممكن طريقة",
    "fa": "می‌توانم توانم می‌توان کنم کنیم بکنم امکان روش",
    "id": "cara boleh mungkin harus",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A question as it is compared: its folded words, the significant ones, and the words that ask."""

    words: tuple[str, ...]
    terms: frozenset[str]
    asking: frozenset[str]


@lru_cache(maxsize=20_000)
def shape_of(text: str, language: str) -> Shape:
    """Return the shape of a question. Remembered: one question is compared with thousands."""
    code = language.partition("-")[0]
    found = tuple(words(text))
    asking = frozenset(found) & {fold(word) for word in _ASKING.get(code, "").split()}
    return Shape(found, frozenset(analyse(text, code)) - _polite(code), asking)


def same(one: Shape, other: Shape) -> bool:
    """Tell whether two questions are the same but for capitals, punctuation, and the forms of letters and digits."""
    return bool(one.words) and one.words == other.words


def near(one: Shape, other: Shape) -> bool:
    """Tell whether two questions probably ask the same in other words, or with a slip of the pen."""
    if one.asking and other.asking and one.asking != other.asking:
        return False
    common, every = one.terms & other.terms, one.terms | other.terms
    if len(common) > 1 and len(common) >= NEAR * len(every):
        return True
    return bool(common) and _misspelled(one.words, other.words)


def twins_of(text: str, others: Iterable[str], language: str) -> Iterator[tuple[str, bool]]:
    """Yield those of the others that ask the same, each with whether it is the very same."""
    shape = shape_of(text, language)
    for other in others:
        compared = shape_of(other, language)
        if same(shape, compared):
            yield other, True
        elif near(shape, compared):
            yield other, False


@lru_cache(maxsize=50)
def _polite(code: str) -> frozenset[str]:
    return frozenset(analyse(_POLITE.get(code, ""), code))


def _misspelled(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and len(differing[0][0]) > 3 and _alike(*differing[0])


def _alike(one: str, other: str) -> bool:
    return not (one + other).isdecimal() and SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_WORD

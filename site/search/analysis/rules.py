"""Stemmers written as rules that both engines read: Python's `re` here, Java's patterns in Elasticsearch's own filter.

One list of rules for a language, so that a word has the same stem wherever it is looked for. A pattern keeps to what both
dialects share: classes, groups, alternatives, lookahead, lookbehind of a fixed width, and quantifiers that give nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """The first match of `pattern` becomes `replacement`, in which $1 is the first group; a group without a part is empty."""

    pattern: str
    replacement: str


def ends_with(*endings: str) -> str:
    """Return the condition, to be put right behind "^", that the word has one of these endings; classes are allowed in them.

    It changes no result of a rule that asks for the ending anyway, but tells at once where that is missing: without it
    the search for the place where an ending might begin takes most of the time of indexing.
    """
    return "(?=.*+(?:" + "|".join(f"(?<={ending})" for ending in endings) + "))"


def stemmer(rules: tuple[Rule, ...]) -> Callable[[str], str]:
    """Return the function that applies all rules to a word, in their order."""
    steps = [
        (re.compile(rule.pattern).search, re.split(r"\$(\d)", rule.replacement), rule == before)
        for before, rule in zip((None, *rules), rules, strict=False)
    ]

    def stem(word: str) -> str:
        fitted = True
        for search, pieces, is_repeated in steps:
            if is_repeated and not fitted:
                continue  # what did not fit once will not fit now
            match = search(word)
            fitted = match is not None
            if match:
                # Every second piece is the number of a group.
                found = (match[int(piece)] or "" if at % 2 else piece for at, piece in enumerate(pieces))
                word = word[: match.start()] + "".join(found) + word[match.end() :]
        return word

    return stem

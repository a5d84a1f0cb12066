"""What editors type in lists, one in a line: tidied, and refused with a sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.analysis.letters import WORD
from search.analysis.terms import words as folded_words
from search.rules.terms import keys_of

LONGEST_LINE = 100
"""Signs of a line: what is longer is a sentence, and nobody searches for that sentence."""

# A comma between words says that somebody wrote a list in one line. One without a space belongs to a number.
_LISTED = re.compile(r"[,،;؛、]\s")
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

Refusals = list[ValidationError]


def tidy(text: str) -> list[str]:
    """Return the lines with something in them, without what cannot be seen and with single spaces."""
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x09", " "))
    return [line for line in (" ".join(each.split()) for each in plain.split("\n")) if line]


def stored(lines: Iterable[str]) -> str:
    """Return lines as they are stored."""
    return "\n".join(lines)


def checked(lines: list[str], *, most: int, are_lists: bool = False) -> Refusals:
    """Return what is wrong with the lines as such; `are_lists` lets commas stand."""
    refused: Refusals = []
    if len(lines) > most:
        refused.append(ValidationError(too_many(len(lines), most)))
        return refused
    for line in lines:
        if len(line) > LONGEST_LINE:
            refused.append(
                _refusal(_("“%(line)s” is too long: a line has at most %(most)d signs."), line=line[:30] + "…", most=LONGEST_LINE)
            )
        elif not WORD.search(line):
            refused.append(_refusal(_("“%(line)s” has neither letters nor digits."), line=line))
        elif not are_lists and _LISTED.search(line):
            refused.append(_refusal(_("“%(line)s” has a comma: write one in a line."), line=line))
    return refused


def too_many(number: int, most: int) -> str:
    """Return the sentence about too many lines."""
    sentence = ngettext(
        "There is %(number)d line; at most %(most)d can be used.",
        "There are %(number)d lines; at most %(most)d can be used.",
        number,
    )
    return sentence % {"number": number, "most": most}


def doubled(lines: Iterable[str], same: Callable[[str], Iterable[Hashable]]) -> Refusals:
    """Return a sentence for each line that search cannot tell from an earlier one. `same` gives what lines are compared by."""
    refused: Refusals = []
    seen: dict[Hashable, str] = {}
    for line in lines:
        known = list(dict.fromkeys(same(line)))
        if first := next((seen[each] for each in known if each in seen), None):
            if first == line:
                refused.append(_refusal(_("“%(line)s” stands there twice."), line=line))
            else:
                sentence = _("“%(line)s” and “%(first)s” are the same for search: keep one of them.")
                refused.append(_refusal(sentence, line=line, first=first))
        seen |= {each: line for each in known if each not in seen}
    return refused


def folded(line: str) -> list[str]:
    """Return what single words are compared by: their letters, not their forms."""
    return folded_words(line)


def only_stop_words(lines: Iterable[str], language: str) -> Refusals:
    """Return a sentence for each line of which search reads nothing."""
    sentence = _("“%(line)s” has only words that search leaves out in this language: it needs one that says something.")
    return [_refusal(sentence, line=line) for line in lines if WORD.search(line) and not keys_of(line, language)]


def _refusal(sentence: str, **params: object) -> ValidationError:
    return ValidationError(sentence, params=params)

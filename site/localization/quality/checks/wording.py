"""Words that were not translated, or that are written in another script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from localization.quality.findings import Finding, Severity
from localization.quality.languages import ARABIC, LATIN
from localization.quality.registry import Given

_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")
# What is Latin everywhere: addresses, files ("report.pdf"), short capitals ("PDF", "SMS"), units, single letters.
_ALWAYS_LATIN = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+|\b[\w-]+\.(?:[a-z]{2,5})\b|\b[A-Z][A-Z0-9]{1,5}s?\b|\b[A-Za-z]\b"
    r"|\b\w*\d\w*\b|\b(?:kg|km|cm|mm|mb|gb|kb|tb|ms|px|kB|MB|GB|TB|GHz|MHz|iOS|Wi-Fi)\b|[#@/]\w+"
)
RUN = 4
"""So many words of the source in a row are left over; fewer may be a title or a name."""


def untranslated(given: Given) -> Iterator[Finding]:
    """The source itself, where a translation should be. A single word may be the same in two Latin languages."""
    words = _words(_own(given.source_words))
    if words and _folded(given.source_plain) == _folded(given.plain):
        is_sure = len(words) >= (RUN if given.language.is_latin else 2)
        yield Finding("untranslated", Severity.ERROR if is_sure else Severity.WARNING)


def source_left(given: Given) -> Iterator[Finding]:
    """A row of words of the source within the translation."""
    if _folded(given.source_plain) == _folded(given.plain):
        return
    source = [word.casefold() for word in _words(_own(given.source_words))]
    text = list(_WORD.finditer(_own(given.words)))
    least = RUN if given.language.is_latin == given.source_language.is_latin else 3
    runs = {tuple(source[at : at + least]) for at in range(len(source) - least + 1)}
    for at in range(len(text) - least + 1):
        row = text[at : at + least]
        if tuple(word[0].casefold() for word in row) in runs:
            words = given.words[row[0].start() : row[-1].end()]
            start = max(given.plain.find(words), 0)
            yield Finding("source_left", Severity.ERROR, start, start + len(words), details={"words": words})
            return


def other_script(given: Given) -> Iterator[Finding]:
    """Words in a script that is not the language's: Latin ones in Persian, Arabic ones in Indonesian."""
    own = given.language.script
    foreign = LATIN if own != LATIN else ARABIC
    words = _own(given.words) if foreign == LATIN else given.words
    found = [each[0] for each in re.finditer(rf"[{foreign}]{{2,}}(?:[\u200c' -]+[{foreign}]{{2,}})*", words)]
    found = [each for each in found if foreign == LATIN or each not in given.source_plain]
    for each in dict.fromkeys(found):
        start = max(given.plain.find(each), 0)
        yield Finding("script_other", Severity.WARNING, start, start + len(each), details={"words": each})


def alike(given: Given) -> Iterator[Finding]:
    """Letters of a neighbour: they look the same, and search does not find the word."""
    for wrong, right in given.language.alike:
        at = given.plain.find(wrong)
        # In Persian "ى" ends an Arabic quotation at most; in the middle of a word it is no letter of anybody's.
        if at >= 0 and wrong not in given.source_plain:
            yield Finding("letter_alike", Severity.ERROR, at, at + 1, details={"wrong": _shown(wrong), "right": _shown(right)})


def _own(text: str) -> str:
    """Return a text with spaces in the place of what is Latin in every language."""
    return _ALWAYS_LATIN.sub(lambda found: " " * len(found[0]), text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _shown(letter: str) -> str:
    return f"{letter} (U+{ord(letter):04X})"


CHECKS = [
    (untranslated, {"untranslated": _("This is the source as it was. Translate it.")}),
    (source_left, {"source_left": _("“%(words)s” is left over from the source.")}),
    (other_script, {"script_other": _("“%(words)s” is written in another script. Translate it, or leave it if it is a name.")}),
    (alike, {"letter_alike": _("%(wrong)s is a letter of another language. Write %(right)s.")}),
]

"""How hard a text is to read, by formulas that are known, with thresholds that are stated.

English: Flesch Reading Ease (Rudolf Flesch, 1948), 206.835 - 1.015 * words per sentence - 84.6 * syllables per word. 60 to 70 is
plain English, below 50 is hard; syllables are counted as groups of vowels.

All other languages: LIX (Carl-Hugo Björnsson, 1968), words per sentence + the percentage of words with more than six letters.
It needs no syllables, which Arabic and Persian do not write in full. How long words are differs between languages: the
thresholds are what the plain articles of our demo have in each (up to 28 in Arabic, 23 in Persian, 43 in Indonesian), and some
15 more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from content.checks import Finding, Severity
from content.models import HelpPage
from content.writing.texts import language_of_page, paragraphs, raw_of, sentences, words

FEWEST_WORDS = 100
"""A shorter text says too little for a formula."""
EASIEST_HARD_FLESCH = 45.0
HARDEST_LIX = {"ar": 42.0, "fa": 38.0, "id": 58.0}
OTHER_HARDEST_LIX = 55.0
LONG_SENTENCE = 40
"""Words. Such a sentence is named, whatever the text is like as a whole."""

_VOWELS = re.compile(r"[aeiouy]+")
_NO_LETTERS = re.compile(r"[^\w]|\d|_")


def readable(page: HelpPage) -> Iterator[Finding]:
    """Tells of texts that are hard as a whole, and of the longest sentence where it is too long."""
    language = language_of_page(page)
    found = [each for line in paragraphs(raw_of(page)) for each in sentences(line)]
    if not found:
        return
    longest = max(found, key=lambda each: len(words(each)))
    count = len(words(longest))
    if count > LONG_SENTENCE:
        text = _("A sentence has %(words)d words: “%(beginning)s …” Make two or three of it.")
        yield Finding(text % {"words": count, "beginning": " ".join(longest.split()[:8])}, Severity.HINT)
    if sum(len(words(each)) for each in found) < FEWEST_WORDS:
        return
    if language == "en":
        score = flesch(found)
        if score < EASIEST_HARD_FLESCH:
            text = _(
                "The text is hard to read (Flesch %(score)d; plain texts have 60 or more). "
                "Use shorter sentences and plainer words."
            )
            yield Finding(text % {"score": round(score)}, Severity.HINT)
    elif (score := lix(found)) > (most := HARDEST_LIX.get(language, OTHER_HARDEST_LIX)):
        text = _("The text is hard to read (LIX %(score)d; at most %(most)d is good). Use shorter sentences and plainer words.")
        yield Finding(text % {"score": round(score), "most": most}, Severity.HINT)


def flesch(found: list[str]) -> float:
    """Return the Flesch Reading Ease of English sentences: 100 very easy, 0 very hard."""
    each_word = [word for sentence in found for word in words(sentence)]
    syllables = sum(map(syllables_of, each_word))
    return 206.835 - 1.015 * len(each_word) / len(found) - 84.6 * syllables / len(each_word)


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, a silent e at the end left out."""
    low = word.lower()
    count = len(_VOWELS.findall(low))
    if low.endswith("e") and not low.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)


def lix(found: list[str]) -> float:
    """Return the LIX of sentences: words per sentence, and the percentage of words of more than six letters."""
    each_word = [word for sentence in found for word in words(sentence)]
    long = sum(len(_NO_LETTERS.sub("", word)) > 6 for word in each_word)
    return len(each_word) / len(found) + 100 * long / len(each_word)

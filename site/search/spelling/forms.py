"""Right words that no document has in this form: a known word with a particle or an ending that the stemmers leave on.

Arabic writes and, for, with and the persons of a verb together with the word; Persian a possessive or the verb "am".
English and Indonesian have stemmers that know their affixes.
"""

from __future__ import annotations

from search.spelling.vocabulary import Vocabulary

SHORTEST_REST = 4
"""Letters that must remain: with three, half of all slips would be right words."""

# Folded as keys are: one yeh, one kaf, one heh, no hamza.
_AFFIXES = {
    "ar": (("و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "فل", "وس", "ي", "ت", "ن", "ا"), ("ا", "و", "وا", "ت", "ني", "ها", "هم")),
    "fa": (("ن", "ب", "مي", "نمي"), ("م", "ت", "ش", "ي", "ها", "هاي", "تر", "يم", "يد", "ند")),
}


def is_form(key: str, language: str, level: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a known word remains of `key` without a first particle or without an ending."""
    first, last = _AFFIXES.get(language.partition("-")[0], ((), ()))
    rests = [key[len(affix) :] for affix in first if key.startswith(affix)]
    rests += [key[: -len(affix)] for affix in last if key.endswith(affix)]
    return any(len(rest) >= SHORTEST_REST and vocabulary.has(rest, level) for rest in rests)

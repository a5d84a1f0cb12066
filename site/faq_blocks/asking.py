"""What asks: question marks of all scripts, and what asks without one."""

from __future__ import annotations

import re

# Latin, Arabic, wide and small forms, doubled ones, reversed, Greek, Ethiopic, Coptic, Vai, Bamum, Chakma, interrobang.
MARKS = "?؟？﹖︖⁇⁈⁉⸮\u037e፧⳺⳻꘏꛷\U00011143‽"
# Stand within the question, on the stressed word or at its beginning.
_WITHIN = "՞¿"
# Thai, Lao, Khmer, Burmese and Tibetan ask by words.
_WITHOUT_MARKS = frozenset({"th", "lo", "km", "my", "bo", "dz"})
# What may come behind the mark: signs of direction, quotation marks, brackets, stars of emphasis, further marks of whatever kind.
_BEHIND = re.compile(r"""[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad"'»”’›)\]}*_!.…،,。」』】》]+$""")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


def asks(text: str, language: str = "", *, at_end: bool = False) -> bool:
    """Tell whether a text asks: it has a question mark of whatever script, or needs none in its language.

    A mark may stand anywhere, as before a second sentence. With `at_end` it must end the text, or stand where its script puts
    it: so a line is told from a paragraph in which something is asked.
    """
    code = language.partition("-")[0]
    said = _BEHIND.sub("", text)
    if code in _WITHOUT_MARKS or (said and said[-1] in MARKS) or any(mark in text for mark in _WITHIN):
        return True
    # Greek keyboards have no other question mark than the semicolon; polite Japanese asks by its last syllable.
    if (said.endswith(";") and (code == "el" or _GREEK.search(said))) or (code == "ja" and said.endswith("か")):
        return True
    return not at_end and any(mark in text for mark in MARKS)

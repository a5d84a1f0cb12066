"""How long a text takes to read, by the speed at which its language is read."""

from __future__ import annotations

import re

# Words a minute in silent reading of English texts that inform: M. Brysbaert, "How many words do we read per minute?", Journal of
# Memory and Language 109 (2019). By the same work other languages take as long for the same message: the figures are that of
# English, scaled by the words that the articles of the demo have in each language.
WORDS_A_MINUTE = {"ar": 187, "en": 238, "fa": 222, "id": 206}
OTHER_WORDS_A_MINUTE = 210
# Signs a minute where no spaces part words: S. Trauzettel-Klosinski, K. Dietz and the IReST Study Group, "Standardized
# Assessment of Reading Performance", Invest Ophthalmol Vis Sci 53 (2012); for scripts of letters the mean of its languages.
SIGNS_A_MINUTE = {"ja": 357, "km": 863, "lo": 863, "my": 863, "th": 863, "zh": 255}

_TAG = re.compile(r"<[^>]*>")
_BESIDE = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


def reading_minutes(markup: str, language: str) -> int:
    """Return the minutes, at least 1, that the text in `markup` takes in a language such as "fa" or "pt-br"."""
    text = _TAG.sub(" ", _BESIDE.sub(" ", markup))
    code = language.partition("-")[0]
    signs = SIGNS_A_MINUTE.get(code)
    pieces = text.split()
    minutes = sum(map(len, pieces)) / signs if signs else len(pieces) / WORDS_A_MINUTE.get(code, OTHER_WORDS_A_MINUTE)
    return max(1, round(minutes))

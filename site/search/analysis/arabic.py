"""A light stemmer for Arabic: takes off what is written together with a word, not what makes it another word.

The affixes are those of light stemming as Larkey, Ballesteros and Connell describe it ("Light stemming for Arabic
information retrieval", 2007), written for letters that `letters.fold` has unified, plus the two-letter endings of the
possessives that customers use (your order, our shop).
"""

_ARTICLES = ("وبال", "وكال", "فبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال")
_POSSESSIVES = ("ها", "هم", "كم", "نا", "ه", "ك", "ي")
_ENDINGS = ("ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST = 3
"""Letters that must remain: an Arabic root has three."""


def stem(word: str) -> str:
    """Return the stem of a folded Arabic word; words of other scripts come back as they are."""
    if not "\u0600" <= word[0] <= "\u06ff":
        return word
    return _without_endings(_without_prefix(word))


def _without_prefix(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST:
            return word[len(article) :]
    # A conjunction can only be told from a first letter by what remains: the root and one more.
    if word[0] == "و" and len(word) > _SHORTEST + 1:
        return word[1:]
    return word


def _without_endings(word: str) -> str:
    owned = _without_first(word, _POSSESSIVES)
    # A feminine ending is written open before a possessive: our policy is the policy with a t.
    if owned != word and owned[-1] == "ت" and owned[-2] != "ا" and len(owned) > _SHORTEST:
        return owned[:-1]
    for _each in range(2):
        owned = _without_first(owned, _ENDINGS)
    return owned


def _without_first(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word

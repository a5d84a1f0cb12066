"""Persian: verbs lose their prefix before Snowball's algorithm, which knows endings only."""

from __future__ import annotations

from search.analysis.snowball import snowball

_VERB_PREFIXES = ("نمی", "می")
_SHORTEST = 3

_without_endings = snowball("persian")


def stem(word: str) -> str:
    """Return the stem of a folded Persian word."""
    for prefix in _VERB_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) > _SHORTEST:
            word = word[len(prefix) :]
            break
    return _without_endings(word) or word

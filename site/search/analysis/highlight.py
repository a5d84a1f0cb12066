"""Marking what was found, on escaped text only."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis.terms import Token, tokens

EXCERPT_LENGTH = 220
"""Signs of an excerpt: about two lines on a desktop, four on a phone."""
LONGEST_READ = 8_000
"""Signs of a body that are looked through for the best passage; no reader waits for more."""


def highlight(text: str, terms: Collection[str], language: str) -> SafeString:
    """Return `text` escaped, the words of `terms` within <mark>."""
    return _marked(text, _found(text, terms, language))


def excerpt(text: str, terms: Collection[str], language: str, length: int = EXCERPT_LENGTH) -> SafeString:
    """Return the passage of about `length` signs with the most different terms, escaped and marked.

    The beginning of the text when it has none of them.
    """
    text = text[:LONGEST_READ]
    if len(text) <= length:
        return highlight(text, terms, language)
    found = _found(text, terms, language)
    begin = _word_edge(text, _best_start(found, length))
    end = _word_edge(text, begin + length) if begin + length < len(text) else len(text)
    inside = [
        Token(token.term, token.start - begin, token.end - begin) for token in found if begin <= token.start and token.end <= end
    ]
    body = _marked(text[begin:end].rstrip(), inside)
    return mark_safe(("… " if begin else "") + body + (" …" if end < len(text) else ""))  # noqa: S308  # nosec B308 # escaped above


def _found(text: str, terms: Collection[str], language: str) -> list[Token]:
    wanted = frozenset(terms)
    return [token for token in tokens(text, language, wanted) if token.term in wanted] if wanted else []


def _best_start(found: list[Token], length: int) -> int:
    """Return where the window begins that holds the most different terms; of equals the first."""
    best, best_start = 0, 0
    lead = length // 6  # A little of what stands before makes the passage readable.
    for at, first in enumerate(found):
        inside = {token.term for token in found[at : at + 40] if token.end <= first.start - lead + length}
        if len(inside) > best:
            best, best_start = len(inside), max(0, first.start - lead)
    return best_start


def _word_edge(text: str, at: int) -> int:
    """Return the beginning of a word at or shortly before `at`."""
    if at <= 0:
        return 0
    space = text.rfind(" ", max(0, at - 30), at)
    return at if space < 0 else space + 1


def _marked(text: str, found: list[Token]) -> SafeString:
    pieces: list[str] = []
    at = 0
    for token in found:
        if token.start < at:
            continue  # a second term for the same stretch
        pieces += [escape(text[at : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
        at = token.end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308  # nosec B308 # every piece of text is escaped

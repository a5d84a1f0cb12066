"""Colours for code, as classes: content/css/code.css gives them, and no style stands in the page."""

from __future__ import annotations

from functools import lru_cache
from time import thread_time
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from content.code.languages import language_code

LONGEST = 12_000
"""Characters. Longer code is shown plain: a lexer takes up to 10 microseconds for one."""
LONGEST_LINE = 2_000
SECONDS = 0.08
"""Of this thread's work. Lexers take quadratic time on some texts; what takes longer is shown plain."""

PREFIX = "c-"


class _TooSlowError(Exception):
    pass


def highlighted(code: str, written_language: str) -> SafeString:
    """Return code as HTML, escaped, with classes where its language is known and it is not too long."""
    name = language_code(written_language)
    if not name or len(code) > LONGEST or max(map(len, code.splitlines()), default=0) > LONGEST_LINE:
        return escape(code)
    try:
        return _coloured(code, name)
    except _TooSlowError:
        return escape(code)


@lru_cache(maxsize=128)
def _coloured(code: str, name: str) -> SafeString:
    try:
        lexer = get_lexer_by_name(name, ensurenl=False, stripnl=False)
    except ClassNotFound:  # a version of Pygments without it
        return escape(code)
    return mark_safe("".join(_pieces(lexer, code)))  # noqa: S308  # nosec B308 # every piece is escaped


def _pieces(lexer: Lexer, code: str) -> list[str]:
    pieces: list[str] = []
    until = thread_time() + SECONDS
    before, gathered = "", ""
    for token, value in lexer.get_tokens(code):
        if thread_time() > until:
            raise _TooSlowError
        kind = _class_of(token)
        if kind == before:
            gathered += value
            continue
        pieces.append(_piece(before, gathered))
        before, gathered = kind, value
    return [*pieces, _piece(before, gathered)]


def _piece(kind: str, text: str) -> str:
    return f'<span class="{PREFIX}{kind}">{escape(text)}</span>' if kind and text.strip() else str(escape(text))


# What is told apart, by the beginning of Pygments' short names; the rest looks like text.
_SHOWN = (
    ("c", "c"),  # comments
    ("k", "k"),  # words of the language
    ("ow", "k"),
    ("s", "s"),  # texts
    ("m", "m"),  # numbers
    ("nt", "t"),  # elements, and keys of JSON
    ("na", "a"),  # attributes
    ("nf", "f"),  # functions and classes
    ("nc", "f"),
    ("nd", "f"),
    ("nb", "b"),  # what is built in
    ("nv", "v"),  # variables
    ("gd", "d"),  # taken away, put in
    ("gi", "i"),
)


@lru_cache(maxsize=256)
def _class_of(token: Any) -> str:
    short = STANDARD_TYPES.get(token, "")
    while not short and token is not None and len(token) > 0:
        token = token.parent
        short = STANDARD_TYPES.get(token, "")
    return next((kind for beginning, kind in _SHOWN if short.startswith(beginning)), "")

"""Values of plugins as values of Python's own classes, for whoever uses them where nobody guards.

A class derived from `str` may have a `strip()` or `__html__()` that fails when a template uses it, long after the call. And
a text may hold half a character (a lone surrogate, as `"\\ud83d"`), which no response can be encoded with: the whole page
would be lost, and nobody could tell by whom. So such a text is refused where it comes from.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString

EXACT = frozenset({str, SafeString})  # classes whose methods do what Python's do
_DEEPEST = 5  # how far into a structure is looked


class UnsoundTextError(ValueError):
    """A text holds half a character and cannot be encoded."""


def sound(text: str) -> str:
    """Return a `str` or SafeString without NUL, which databases refuse. Raises UnsoundTextError."""
    if not text.isascii():  # known at once; to encode is faster than to search
        try:
            text.encode()
        except UnicodeEncodeError as error:
            half = ascii(text[error.start])
            raise UnsoundTextError(f"Its text holds half a character, {half} at {error.start}, and cannot be sent.") from None
    if "\0" not in text:
        return text
    return type(text)(text.replace("\0", ""))


def exact_text(text: str) -> str:
    """Return the text as `str`, or as SafeString where it is marked as safe.

    Raises what its `__html__` raises, and UnsoundTextError.
    """
    if type(text) in EXACT:
        return sound(text)
    if not hasattr(text, "__html__"):
        return sound(str.__str__(text))
    html = text.__html__()
    if not isinstance(html, str):
        raise TypeError(f"__html__() of {type(text).__name__} gives no text.")
    return sound(SafeString(str.__str__(html)))


def refuse_unsound(value: Any, depth: int = _DEEPEST) -> None:
    """Raise UnsoundTextError for a text that cannot be encoded, also one in lists, tuples, dictionaries and dataclasses.

    Nothing is changed or copied, for whoever must go on with the very object.
    """
    kind = type(value)
    if kind in EXACT:
        sound(value)
    elif isinstance(value, Promise):
        exact_text(str(value))
    elif depth and kind in (list, tuple, set, frozenset):
        for each in value:
            refuse_unsound(each, depth - 1)
    elif depth and kind is dict:
        for pair in value.items():
            refuse_unsound(pair, depth - 1)
    elif depth and is_dataclass(kind):
        for each in fields(kind):
            refuse_unsound(getattr(value, each.name, None), depth - 1)


def exact(value: Any) -> Any:
    """Return the value with its texts exact, also those in lists, sets, tuples, dictionaries and dataclasses.

    Lists, sets and dictionaries become exact, too. Lazy texts stay lazy, but raise now what they raise. Everything else,
    and tuples with names, is returned as it is. Raises UnsoundTextError.
    """
    kind = type(value)
    if isinstance(value, str):
        return exact_text(value)
    if isinstance(value, Promise):
        exact_text(str(value))
        return value
    if isinstance(value, list):
        return [exact(each) for each in list.__iter__(value)]
    if isinstance(value, (set, frozenset)):
        return _exact_set(value)
    if isinstance(value, dict) and not isinstance(value, MultiValueDict):
        return {exact(key): exact(each) for key, each in dict.items(value)}
    if kind is tuple:
        return tuple(map(exact, value))
    return _exact_fields(value) if is_dataclass(kind) else value


def _exact_set(value: set[Any] | frozenset[Any]) -> set[Any] | frozenset[Any]:
    if isinstance(value, set):
        return {exact(each) for each in set.__iter__(value)}
    return frozenset(exact(each) for each in frozenset.__iter__(value))


def _exact_fields(value: Any) -> Any:
    held = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
    changed = {name: new for name, each in held.items() if (new := exact(each)) is not each and not _same(new, each)}
    return replace(value, **changed) if changed else value


def _same(new: Any, old: Any) -> bool:
    """Was a list or the like merely copied?"""
    if type(new) is not type(old) or isinstance(new, str):
        return False
    pairs = zip(new.items(), old.items(), strict=True) if isinstance(new, dict) else zip(new, old, strict=True)
    return all(_identical(one, other) for one, other in pairs)


def _identical(one: Any, other: Any) -> bool:
    if type(one) is tuple and type(other) is tuple and len(one) == len(other):
        return all(map(_identical, one, other))
    return one is other

"""Values of plugins as values of Python's own classes, for whoever uses them where nobody guards.

A class derived from `str` may have a `strip()` or `__html__()` that fails when a template uses it, long after the call.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString

EXACT = frozenset({str, SafeString})  # texts of these classes need no closer look


def exact_text(text: str) -> str:
    """Return the text as `str`, or as SafeString where it is marked as safe. Raises what its `__html__` raises."""
    if type(text) in EXACT:
        return text
    if not hasattr(text, "__html__"):
        return str.__str__(text)
    html = text.__html__()
    if not isinstance(html, str):
        raise TypeError(f"__html__() of {type(text).__name__} gives no text.")
    return SafeString(str.__str__(html))


def exact(value: Any) -> Any:
    """Return the value with its texts exact, also those in lists, sets, tuples, dictionaries and dataclasses.

    Lists, sets and dictionaries become exact, too. Lazy texts stay lazy, but raise now what they raise. Everything else,
    and tuples with names, is returned as it is.
    """
    kind = type(value)
    if kind in EXACT:
        return value
    if isinstance(value, str):
        return exact_text(value)
    if isinstance(value, Promise):
        str(value)
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

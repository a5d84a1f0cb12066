"""Everything that can be read from what a hook hands over, without asking the database for more than lies in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import FunctionType, MethodType, ModuleType
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import LazyObject, Promise, empty
from wagtail.blocks import StreamValue

DEEPEST = 12
# Parts of a request that hold no pages: the server's own, and what the reader sent.
OF_THE_REQUEST = {"environ", "META", "resolver_match", "COOKIES", "_messages"}


def contents_of(value: Any) -> Iterator[str]:
    """Yield every text in a value, however deep: fields, raw streams, rows of querysets, lazy and bound objects."""
    return _contents(value, {}, 0)


def _contents(value: Any, seen: dict[int, Any], depth: int) -> Iterator[str]:
    if isinstance(value, LazyObject):
        if value._wrapped is empty:
            value._setup()
        value = value._wrapped
    if isinstance(value, (str, Promise)):
        yield str(value)
    elif isinstance(value, bytes):
        yield value.decode(errors="replace")
    elif id(value) not in seen and depth < DEEPEST:
        seen[id(value)] = value  # held, so that no other object gets this id
        for each in _parts(value):
            yield from _contents(each, seen, depth + 1)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, (type, ModuleType)):
        return
    if isinstance(value, Mapping):
        yield from [*value.keys(), *value.values()]
    elif isinstance(value, StreamValue):
        yield list(value.raw_data)
    elif isinstance(value, (QuerySet, list, tuple, set, frozenset)):
        yield from list(value)
    elif isinstance(value, FunctionType):
        yield from [cell.cell_contents for cell in value.__closure__ or ()]
    elif isinstance(value, MethodType):
        yield from [value.__self__, value.__func__]
    elif isinstance(value, partial):
        yield from [value.func, value.args, value.keywords]
    else:
        yield from _attributes(value)


def _attributes(value: Any) -> Iterator[Any]:
    slots = [name for kind in type(value).__mro__ for name in _names(getattr(kind, "__slots__", ()))]
    found = {name: getattr(value, name) for name in slots if hasattr(value, name)} | getattr(value, "__dict__", {})
    if isinstance(value, Model):
        found["_state"] = value._state.fields_cache
    skipped = OF_THE_REQUEST if isinstance(value, HttpRequest) else ()
    yield from [each for name, each in found.items() if name not in skipped]


def _names(slots: Any) -> tuple[str, ...]:
    return (slots,) if isinstance(slots, str) else tuple(slots)

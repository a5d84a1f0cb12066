"""Calls the callbacks of plugins, and what they hand over to Wagtail, through the shield."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from plugins.shield import shielded
from plugins.view_guard import ANSWERS
from plugins.wagtail_gate import kinds
from plugins.wagtail_gate.things import gate, refuse_others

Callback = Callable[..., Any]
Lists = list[tuple[list[Any], list[Any]]]  # each list that a callback got, and what was in it

_FAILED = object()


class _Refusal:
    """A refusal on its way out of the shield, which would take it for a failure."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def guarded(slug: str, name: str, callback: Callback) -> Callback:
    """Return a callback that calls the plugin's. When that fails, lists it was given are as before."""
    default = kinds.default_of(name)
    if default is None:
        return callback

    @wraps(callback)
    def call(*args: Any, **kwargs: Any) -> Any:
        where, given = _where(name), [*args, *kwargs.values()]
        lists = [(each, list(each)) for each in given if isinstance(each, list)]
        fallback = default(slug, args)
        work = partial(_answer, name, callback, args, kwargs, lists)
        result: Any = shielded(slug, where, work, _FAILED, expected=_or_refusal(kinds.expected_of(name, args)))
        if result is _FAILED:
            for changed, before in lists:
                changed[:] = before
            return fallback
        if isinstance(result, _Refusal):
            raise result.error
        for changed, before in lists:
            _gate_new(slug, where, changed, before)
        if kinds.is_list(name):
            return [each for each in cast(list[Any], result) if gate(slug, where, each)]
        return result

    return call


def made(slug: str, name: str, callback: Callback) -> Callback | None:
    """Call the plugin now, and return what gives Wagtail its answer; None when it has none, or fails.

    Wagtail takes the answer as it comes, so nothing could stand for a failing one when Wagtail calls.
    """
    where = _where(name)
    thing = shielded(slug, where, callback, None, expected=_or_nothing(kinds.wanted_in(name)))
    if thing is None:
        return None
    return (lambda: thing) if gate(slug, where, thing) else None


def _new(changed: list[Any], before: list[Any]) -> list[Any]:
    known = {id(each) for each in before}
    return [each for each in changed if id(each) not in known]


def _gate_new(slug: str, where: str, changed: list[Any], before: list[Any]) -> None:
    for thing in _new(changed, before):
        if not gate(slug, where, thing):
            changed[:] = [each for each in changed if each is not thing]


def _answer(name: str, callback: Callback, args: tuple[Any, ...], kwargs: dict[str, Any], lists: Lists) -> Any:
    try:
        result = callback(*args, **kwargs)
        if kinds.is_list(name):
            result = list(result or ())
            refuse_others(result, kinds.wanted_in(name))
        for changed, before in lists:
            refuse_others(_new(changed, before), kinds.wanted_in(name))
        return result
    except ANSWERS as error:
        if kinds.may_refuse(name):
            return _Refusal(error)
        raise


def _or_nothing(wanted: type | tuple[type, ...] | None) -> type | tuple[type, ...] | None:
    return wanted and (*(wanted if isinstance(wanted, tuple) else (wanted,)), type(None))


def _or_refusal(expected: type | tuple[type, ...] | None) -> type | tuple[type, ...] | None:
    if expected is None:
        return None
    return (*(expected if isinstance(expected, tuple) else (expected,)), _Refusal)


def _where(name: str) -> str:
    return f"Wagtail's {name}"

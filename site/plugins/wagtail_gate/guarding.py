"""Calls the callbacks of plugins, and what they hand over to Wagtail, through the shield."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from typing import Any

from django.utils.safestring import SafeString
from wagtail.admin.ui.sidebar import LinkMenuItem

from plugins.active import is_active
from plugins.shield import shielded
from plugins.view_guard import ANSWERS
from plugins.wagtail_gate import kinds

Callback = Callable[..., Any]

_FAILED = object()
_LAST = 10_000
# What Wagtail asks the things it was given, and what stands for a failure, or for a plugin that is not active.
_ASKED: dict[str, Any] = {"is_shown": False, "is_active": False, "render_html": SafeString(""), "render": SafeString("")}


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
        work = partial(_answer, name, callback, args, kwargs)
        result = shielded(slug, where, work, _FAILED, expected=_or_refusal(kinds.expected_of(name, args)))
        if result is _FAILED:
            for changed, before in lists:
                changed[:] = before
            return fallback
        if isinstance(result, _Refusal):
            raise result.error
        for changed, before in lists:
            _gate_new(slug, where, changed, before)
        return result

    return call


def made(slug: str, name: str, callback: Callback) -> Callback | None:
    """Call the plugin now, and return what gives Wagtail its answer; None when it has none, or fails.

    Wagtail takes the answer as it comes, so nothing could stand for a failing one when Wagtail calls.
    """
    where = _where(name)
    thing = shielded(slug, where, callback, None)
    if thing is None:
        return None
    return (lambda: thing) if gate(slug, where, thing) else None


def gate(slug: str, where: str, thing: Any) -> bool:
    """Let a menu item, panel or the like be nothing while the plugin is not active, and when it fails.

    False for what fails at once: what Wagtail asks it outside of any guard.
    """
    return bool(shielded(slug, where, partial(_gate, slug, where, thing), False))


def _gate(slug: str, where: str, thing: Any) -> bool:
    if isinstance(thing, type) or hasattr(thing, "plugin_gate"):
        return True
    getattr(thing, "media", None)
    with suppress(AttributeError, TypeError):  # what takes no attributes stays as it is
        thing.plugin_gate = slug
        if not isinstance(getattr(thing, "order", None), (int, float)):
            thing.order = _LAST  # Wagtail sorts panels by it, and one without would cost the page
        for asked, default in _ASKED.items():
            if callable(method := getattr(thing, asked, None)):
                setattr(thing, asked, partial(_ask, slug, where, method, default))
        if callable(method := getattr(thing, "render_component", None)):
            plain = LinkMenuItem(str(thing.name), str(thing.label), str(getattr(thing, "url", "")))
            thing.render_component = partial(_ask, slug, where, method, plain)
    return True


def _ask(slug: str, where: str, method: Callback, default: Any, *args: Any, **kwargs: Any) -> Any:
    if not is_active(slug):
        return default
    return shielded(slug, where, partial(method, *args, **kwargs), default)


def _gate_new(slug: str, where: str, changed: list[Any], before: list[Any]) -> None:
    known = {id(each) for each in before}
    for thing in [each for each in changed if id(each) not in known]:
        if not gate(slug, where, thing):
            changed[:] = [each for each in changed if each is not thing]


def _answer(name: str, callback: Callback, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    try:
        result = callback(*args, **kwargs)
        return list(result or ()) if kinds.is_list(name) else result
    except ANSWERS as error:
        if kinds.may_refuse(name):
            return _Refusal(error)
        raise


def _or_refusal(expected: type | tuple[type, ...] | None) -> type | tuple[type, ...] | None:
    if expected is None:
        return None
    return (*(expected if isinstance(expected, tuple) else (expected,)), _Refusal)


def _where(name: str) -> str:
    return f"Wagtail's {name}"

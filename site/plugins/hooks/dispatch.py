"""Run hooks by name, and ask how often they have run."""

import warnings
from typing import Any, TypeVar

from plugins import shield
from plugins.hooks.context import counts
from plugins.hooks.registry import Hook, actions, filters

Value = TypeVar("Value")

_counts = counts.get
_idle_actions, _idle_filters = actions.idle, filters.idle


def do_action(name: str, /, **arguments: Any) -> None:
    """Tell everybody who listens to the action that it happens.

    Raises UnknownHookError, and TypeError when the arguments are not the declared ones.
    """
    if name in _idle_actions:  # not worth a second call
        next(_counts()[name])
    else:
        actions[name].run(**arguments)


def apply_filters(name: str, value: Value, /, **arguments: Any) -> Value:
    """Pass the value through everybody who listens to the filter; with nobody there it comes back as it is.

    Raises UnknownHookError, and TypeError when the arguments are not the declared ones.
    """
    if name in _idle_filters:
        next(_counts()[name])
        return value
    result: Value = filters[name].run(value, **arguments)
    return result


def do_action_deprecated(name: str, version: str, replacement: str = "", message: str = "", /, **arguments: Any) -> None:
    """Fire an action that goes away: as `do_action`, but whoever still listens is told. With nobody there nothing happens.

    `version` is that of Sanad, or of the plugin that declares the action, since which it is deprecated; `replacement` the
    name of the hook to use instead; `message` more words. Warns with DeprecationWarning; raises as `do_action` does.
    """
    if actions[name].levels:
        _warn(actions[name], version, replacement, message)
        do_action(name, **arguments)


def apply_filters_deprecated(
    name: str, value: Value, version: str, replacement: str = "", message: str = "", /, **arguments: Any
) -> Value:
    """Apply a filter that goes away: as `apply_filters`, but whoever still listens is told. See `do_action_deprecated`."""
    if not filters[name].levels:
        return value
    _warn(filters[name], version, replacement, message)
    return apply_filters(name, value, **arguments)


def did_action(name: str) -> int:
    """How often the action has started in this request or task, with listeners or without."""
    return counts.get().runs(actions[name].name)


def did_filter(name: str) -> int:
    """How often the filter has started in this request or task, with listeners or without."""
    return counts.get().runs(filters[name].name)


def _warn(hook: Hook, version: str, replacement: str, message: str) -> None:
    calls = [
        call for _priority, core, groups in hook.levels for call in sum((owned for _figures, _number, owned in groups), core)
    ]
    instead = f"use {replacement} instead" if replacement else "there is nothing to use instead"
    words = f"The {hook.kind} {hook.name} is deprecated since version {version}: {instead}."
    names = ", ".join(dict.fromkeys(shield.describe(call) for call in calls))
    warnings.warn(" ".join(filter(None, [words, message, f"Listening: {names}."])), DeprecationWarning, stacklevel=3)

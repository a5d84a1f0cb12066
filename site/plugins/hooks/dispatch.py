"""Run hooks by name, and ask how often they have run."""

from typing import Any, TypeVar

from plugins.hooks import guard
from plugins.hooks.context import counts
from plugins.hooks.registry import actions, filters

Value = TypeVar("Value")

_counts = counts.get


def do_action(name: str, /, **arguments: Any) -> None:
    """Tell everybody who listens to the action that it happens.

    Raises UnknownHookError, and TypeError when the arguments are not the declared ones.
    """
    hook = actions[name]
    if hook.levels or guard.strict:
        hook.run(**arguments)
    else:  # most hooks most of the time: not worth a second call
        next(_counts()[name])


def apply_filters(name: str, value: Value, /, **arguments: Any) -> Value:
    """Pass the value through everybody who listens to the filter; with nobody there it comes back as it is.

    Raises UnknownHookError, and TypeError when the arguments are not the declared ones.
    """
    hook = filters[name]
    if hook.levels or guard.strict:
        result: Value = hook.run(value, **arguments)
        return result
    next(_counts()[name])
    return value


def did_action(name: str) -> int:
    """How often the action has started in this request or task, with listeners or without."""
    return counts.get().runs(actions[name].name)


def did_filter(name: str) -> int:
    """How often the filter has started in this request or task, with listeners or without."""
    return counts.get().runs(filters[name].name)

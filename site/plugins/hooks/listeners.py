"""Register callbacks for hooks, remove them, and ask who listens."""

import warnings

from plugins.active import is_active
from plugins.hooks.levels import Listener
from plugins.hooks.registry import Hook, actions, catalogue, filters, writing
from plugins.hooks.signatures import Callback, fitted
from plugins.naming import owner_for


def add_action(name: str, callback: Callback, priority: int = 10) -> None:
    """Call `callback` whenever the action `name` happens.

    Lower priorities come first; equal ones in the order of registration. The same callback at the same priority is
    registered once, at another priority again. Raises UnknownHookError and HookSignatureError.
    """
    _add(actions[name], callback, priority)


def add_filter(name: str, callback: Callback, priority: int = 10) -> None:
    """Let `callback` change the value of the filter `name`: it gets the value first and returns it, changed or not.

    Priorities, repetitions and errors as in `add_action`.
    """
    _add(filters[name], callback, priority)


def remove_action(name: str, callback: Callback, priority: int = 10) -> bool:
    """Remove the callback; the priority must be the one it was added with. True if it was there."""
    return _remove(actions[name], callback, priority)


def remove_filter(name: str, callback: Callback, priority: int = 10) -> bool:
    """Remove the callback; the priority must be the one it was added with. True if it was there."""
    return _remove(filters[name], callback, priority)


def remove_all_actions(name: str, priority: int | None = None) -> None:
    """Remove every callback of the action, or every one at a priority."""
    _remove_all(actions[name], priority)


def remove_all_filters(name: str, priority: int | None = None) -> None:
    """Remove every callback of the filter, or every one at a priority."""
    _remove_all(filters[name], priority)


def has_action(name: str, callback: Callback | None = None, priority: int | None = None) -> int | bool:
    """Does anybody listen to the action? See `has_filter`."""
    return _has(actions[name], callback, priority)


def has_filter(name: str, callback: Callback | None = None, priority: int | None = None) -> int | bool:
    """Does anybody listen to the filter?

    With a callback: its (lowest) priority or False. Priority 0 is as good as any, so ask `is False`.
    With a callback and a priority: whether it listens at that priority.
    """
    return _has(filters[name], callback, priority)


def listeners_of(owner: str) -> tuple[tuple[Hook, Listener], ...]:
    """What the plugin listens to, active or not."""
    return tuple((hook, listener) for hook in catalogue() for listener in hook.listeners if listener.owner == owner)


def remove_owner(owner: str) -> None:
    """Remove every callback of the plugin, for good."""
    with writing:
        for hook in {hook for hook, _listener in listeners_of(owner)}:
            hook.publish([entry for entry in hook.listeners if entry.owner != owner])


def _add(hook: Hook, callback: Callback, priority: int) -> None:
    arguments = tuple(argument.name for argument in hook.arguments)
    call = fitted(hook.name, arguments, callback, takes_value=hook.kind == "filter")
    if hook.deprecated:
        warnings.warn(f"The hook {hook.name} is deprecated: {hook.deprecated}", DeprecationWarning, stacklevel=3)
    owner = owner_for(callback)
    is_active(owner)  # the first question goes to the database: not while others wait for the lock
    with writing:
        if not any((entry.priority, entry.callback) == (priority, callback) for entry in hook.listeners):
            hook.publish([*hook.listeners, Listener(priority, callback, call, owner)])


def _remove(hook: Hook, callback: Callback, priority: int) -> bool:
    with writing:
        kept = [entry for entry in hook.listeners if (entry.priority, entry.callback) != (priority, callback)]
        found = len(kept) < len(hook.listeners)
        if found:
            hook.publish(kept)
    return found


def _remove_all(hook: Hook, priority: int | None) -> None:
    """Callbacks of inactive plugins stay: they are as if they were not there, and their plugins could not add them again."""
    with writing:
        hook.publish(entry for entry in hook.listeners if not is_active(entry.owner) or priority not in (None, entry.priority))


def _has(hook: Hook, callback: Callback | None, priority: int | None) -> int | bool:
    listening = [entry for entry in hook.listeners if is_active(entry.owner)]
    if callback is None:
        return bool(listening)
    priorities = [entry.priority for entry in listening if entry.callback == callback]
    if priority is not None:
        return priority in priorities
    return priorities[0] if priorities else False

"""The loop for callbacks of plugins: guarded, measured, and their results checked.

It is made when a hook first runs a plugin's callback. By then all modules are imported, so the declared type of a
filter's value can be read.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from plugins import surroundings
from plugins.exact import EXACT, exact, sound
from plugins.figures import Figures
from plugins.hooks.compiler import made
from plugins.hooks.value_types import ValueType, value_type
from plugins.savepoints import LEFT_OPEN, DatabaseFault, close_open, connection_here, is_open
from plugins.shield import GUARDED, WrongResultError, describe, failed, guarded

if TYPE_CHECKING:
    from plugins.hooks.levels import Group
    from plugins.hooks.registry import Hook
    from plugins.hooks.signatures import Callback

_SOURCE = """\
def {name}(_groups, {arguments}):
    _connection = _here()
    if _connection.in_atomic_block:
        return _in_transaction(_groups, {arguments})
    _was_open = not _connection.autocommit and _is_open(_connection)
    _language_here, _zone_here = _readers()
    _language, _zone = _language_here(None), _zone_here(None)
    _before = _clock()
    for _figures, _count, _calls in _groups:
        for _call in _calls:
            try:
                {assign}_call({passed})
                {check}
            except _guarded as _error:
                _failed(_figures, _call, _error)
        _now = _clock()
        _spent = _now - _before
        _before = _now
        _figures.calls += _count
        _figures.seconds += _spent
        if _spent > _figures.mark:
            _figures.note(_spent)
        if _connection.in_atomic_block or (not _connection.autocommit and not _was_open and _is_open(_connection)):
            _left_open(_figures, _calls, _connection)
        if _language_here(None) is not _language or _zone_here(None) is not _zone:
            _put_back((_language, _zone))
    return {value}
"""

_CHECK = """\
if type(_new) is _exact:
                    {sound}{value} = _new
                elif _fits(_new):
                    {value} = _settled(_new)
                else:
                    raise _wrong(_new)"""

# A text that comes back as it was given is none of the plugin's; one in ASCII is looked at without a call.
_SOUND = """\
if _new is not {value} and (not _new.isascii() or "\\0" in _new):
                        _new = _sound(_new)
                    """


def first_run(hook: Hook) -> Callback:
    """A stand-in for `Hook.run_owned` that makes the real one at the first run."""

    def make(*arguments: Any) -> Any:
        hook.run_owned = _filter_run(hook) if hook.kind == "filter" else _action_run(hook)
        return hook.run_owned(*arguments)

    return make


def _filter_run(hook: Hook) -> Callback:
    declared = value_type(hook)
    names = [argument.name for argument in hook.arguments]
    value = f"_copy({names[0]})" if declared.is_container else names[0]
    text_check = _SOUND.format(value=names[0]) if declared.exact in EXACT else ""
    return _made(
        hook,
        assign="_new = ",
        value=names[0],
        passed=", ".join([value, *names[1:]]),
        check=_CHECK.format(value=names[0], sound=text_check),
        _exact=declared.exact,
        _fits=declared.fits,
        _settled=exact,
        _sound=sound,
        _copy=copied,
        _wrong=partial(_wrong, declared),
        _in_transaction=partial(_filter_in_transaction, declared),
    )


def _action_run(hook: Hook) -> Callback:
    names = [argument.name for argument in hook.arguments]
    in_transaction = _action_in_transaction
    return _made(hook, assign="", value="", passed=", ".join(names), check="", _in_transaction=in_transaction)


def _made(hook: Hook, *, assign: str, value: str, passed: str, check: str, **namespace: Any) -> Callback:
    arguments = ", ".join(argument.name for argument in hook.arguments)
    source = _SOURCE.format(name=hook.name, arguments=arguments, assign=assign, value=value, passed=passed, check=check)
    namespace |= {
        "_here": connection_here,
        "_clock": perf_counter,
        "_guarded": GUARDED,
        "_failed": failed,
        "_is_open": is_open,
        "_left_open": _left_open,
        "_readers": surroundings.readers,
        "_put_back": surroundings.put_back,
    }
    return made(source, hook.name, namespace)


def copied(value: Any) -> Any:
    """A copy of a list, set or dict: what a plugin does to it counts only when its result is taken."""
    return value.copy() if type(value) in (list, dict, set) else value


def _filter_in_transaction(declared: ValueType, groups: tuple[Group, ...], value: Any, *arguments: Any) -> Any:
    """The same with a savepoint around each callback. A result that is refused undoes what was written for it."""

    def checked(call: Callback, value: Any) -> Any:
        new = call(copied(value) if declared.is_container else value, *arguments)
        if not declared.fits(new):
            raise _wrong(declared, new)
        return exact(new)

    for figures, _count, calls in groups:
        for call in calls:
            value = guarded(figures, partial(checked, call, value), value, call)
    return value


def _action_in_transaction(groups: tuple[Group, ...], *arguments: Any) -> None:
    for figures, _count, calls in groups:
        for call in calls:
            guarded(figures, partial(call, *arguments), None, call)


def _left_open(figures: Figures, calls: tuple[Callback, ...], connection: Any) -> None:
    close_open(connection)
    names = ", ".join(describe(call) for call in calls)
    failed(figures, calls[0], DatabaseFault(f"{LEFT_OPEN} One of: {names}."))


def _wrong(declared: ValueType, new: Any) -> WrongResultError:
    kind = "nothing" if new is None else type(new).__name__
    if declared.kind is not None and isinstance(new, declared.kind):
        return WrongResultError(f"It returned {kind} with something else in it than {declared.text}, which is declared.")
    return WrongResultError(f"It returned {kind} where {declared.text} is declared.")

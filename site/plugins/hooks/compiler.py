"""The function that runs a hook is made from text, once per declaration, as `dataclasses` does it.

So it has the signature of its declaration (Python itself refuses a wrong argument), and its loop is a plain call per
callback: half the time of passing `*args`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from plugins.hooks import context, guard

if TYPE_CHECKING:
    from plugins.hooks.registry import Hook
    from plugins.hooks.signatures import Callback

_SOURCE = """\
def {name}({signature}):
    _next(_counts()[{name!r}])
    if not _hook.levels:
        return {value}
    _token = _enter(({name!r}, _stack()))
    try:
        for _calls in _rounds(_hook):
            for _call in _calls:
                try:
                    {assign}_call({arguments})
                except _guarded as _error:
                    _failed({name!r}, _call, _error)
        return {value}
    finally:
        _leave(_token)
"""


def compiled(hook: Hook) -> Callback:
    """The function that counts a run of `hook`, and calls whoever listens."""
    names = [argument.name for argument in hook.arguments]
    value, named = (names[:1], names[1:]) if hook.kind == "filter" else ([], names)
    source = _SOURCE.format(
        name=hook.name,
        signature=", ".join([*value, "*", *named] if named else value),
        arguments=", ".join(names),
        value="".join(value),
        assign="".join(f"{name} = " for name in value),
    )
    namespace: dict[str, Any] = {
        "_hook": hook,
        "_next": next,
        "_counts": context.counts.get,
        "_stack": context.stack.get,
        "_enter": context.stack.set,
        "_leave": context.stack.reset,
        "_rounds": rounds,
        "_guarded": guard.GUARDED,
        "_failed": guard.failed,
    }
    exec(compile(source, f"<hook {hook.name}>", "exec"), namespace)  # noqa: S102 - of names that the declaration has checked
    function: Callback = namespace[hook.name]
    return function


def rounds(hook: Hook) -> Iterator[tuple[Callback, ...]]:
    """The calls of one run, a priority at a time, while callbacks may add to the hook and remove from it.

    The priority that is running finishes as it began; then comes the next higher one of the hook as it is by then.
    """
    levels, position = hook.levels, 0
    while position < len(levels):
        priority, calls = levels[position]
        yield calls
        position += 1
        if hook.levels is not levels:
            levels = hook.levels
            position = bisect_right(levels, priority, key=itemgetter(0))

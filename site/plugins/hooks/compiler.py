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
from plugins.shield import GUARDED

if TYPE_CHECKING:
    from plugins.hooks.levels import Group
    from plugins.hooks.registry import Hook
    from plugins.hooks.signatures import Callback

# The runs of plugins' callbacks are looked up in the hook when there are any: they are made late, see `plugins.hooks.owned`.
_SOURCE = """\
def {name}({signature}):
    _next(_counts()[{name!r}])
    if not _hook.levels:
        return {value}
    _token = _enter(({name!r}, _stack()))
    try:
        for _calls, _groups in _rounds(_hook):
            for _call in _calls:
                try:
                    {assign}_call({arguments})
                except _guarded as _error:
                    _failed({name!r}, _call, _error)
            if _groups:
                {assign}_hook.run_owned({owned_arguments})
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
        owned_arguments=", ".join(["_groups", *names]),
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
        "_guarded": GUARDED,
        "_failed": guard.failed,
    }
    return made(source, hook.name, namespace)


def made(source: str, name: str, namespace: dict[str, Any]) -> Callback:
    """Compile the text of the function `name` and return the function."""
    exec(compile(source, f"<hook {name}>", "exec"), namespace)  # noqa: S102  # nosec B102 # of names that the declaration has checked
    function: Callback = namespace[name]
    return function


def rounds(hook: Hook) -> Iterator[tuple[tuple[Callback, ...], tuple[Group, ...]]]:
    """The calls of one run, level by level, while callbacks may add to the hook and remove from it.

    The priority that is running finishes as it began; then comes the next higher one of the hook as it is by then.
    """
    levels, position = hook.levels, 0
    while position < len(levels):
        priority, calls, groups = levels[position]
        yield calls, groups
        position += 1
        if hook.levels is not levels and (position == len(levels) or levels[position][0] != priority):
            levels = hook.levels
            position = bisect_right(levels, priority, key=itemgetter(0))

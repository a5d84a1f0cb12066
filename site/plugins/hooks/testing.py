"""For tests of plugins and rooms."""

from collections.abc import Iterator
from contextlib import contextmanager

from plugins.hooks import guard
from plugins.hooks.context import counting
from plugins.hooks.registry import actions, catalogue, filters, writing


@contextmanager
def isolated_hooks(*, strict: bool = True) -> Iterator[None]:
    """Undo whatever the block declares, adds or removes; count from zero; let failing callbacks raise if `strict`."""
    before = {hook: hook.listeners for hook in catalogue()}
    strict_before, guard.strict = guard.strict, strict
    try:
        with counting():
            yield
    finally:
        guard.strict = strict_before
        with writing:
            for hook in catalogue():
                if hook in before:
                    hook.publish(before[hook])
                else:
                    del (actions if hook.kind == "action" else filters)[hook.name]

"""For tests of plugins and rooms."""

from collections.abc import Iterator
from contextlib import contextmanager

from plugins import failures, figures, shield
from plugins.hooks.context import counting
from plugins.hooks.registry import actions, catalogue, filters, writing


@contextmanager
def isolated_hooks(*, strict: bool = True) -> Iterator[None]:
    """Undo whatever the block declares, adds or removes; count from zero; let what fails raise if `strict`.

    What failed and how long it took is forgotten, too.
    """
    before = {hook: hook.listeners for hook in catalogue()}
    strict_before, shield.strict = shield.strict, strict
    for hook in before:
        hook.settle()
    try:
        with counting():
            yield
    finally:
        shield.strict = strict_before
        failures.forget()
        figures.forget()
        with writing:
            for hook in catalogue():
                if hook in before:
                    hook.publish(before[hook])
                else:
                    (actions if hook.kind == "action" else filters).forget(hook.name)

"""A failing callback must not take the page down."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

logger = logging.getLogger("plugins.hooks")

# Tests set this to True: a failing callback then raises instead of being skipped, and `do_action()` and
# `apply_filters()` check their arguments even when nobody listens.
strict = False

# SystemExit, because sys.exit() in a callback would end the worker process, or with status 3 the whole gunicorn server.
# KeyboardInterrupt and a cancelled task are no faults of the callback and pass.
GUARDED = (Exception, SystemExit)


def failed(hook: str, call: Callable[..., Any], error: BaseException) -> None:
    """Log what `call` raised while `hook` ran, so that the run goes on without it; raise it again if `strict`."""
    callback = describe(call)
    if strict:
        error.add_note(f"Raised by {callback}, a callback of the hook {hook}.")
        raise error
    logger.error("Hook %s: %s failed and was skipped.", hook, callback, exc_info=error)


def describe(callback: object) -> str:
    """The dotted name of a callback, for messages. Never its repr, which is code of the callback's own."""
    callback = getattr(callback, "__wrapped__", callback)
    if isinstance(callback, partial):
        return f"partial of {describe(callback.func)}"
    named = callback if hasattr(callback, "__qualname__") else type(callback)
    return f"{getattr(named, '__module__', '?')}.{getattr(named, '__qualname__', '?')}"

"""A failing callback must not take the page down. Callbacks of plugins are guarded by `plugins.shield`, those of rooms here."""

import logging
from collections.abc import Callable
from typing import Any

from plugins import shield
from plugins.outside import is_from_outside

logger = logging.getLogger("plugins.hooks")


def failed(hook: str, call: Callable[..., Any], error: BaseException) -> None:
    """Log what `call` raised while `hook` ran, so that the run goes on without it.

    Raise it again if `shield.strict`, or if it came from outside, such as Ctrl-C.
    """
    if is_from_outside(error):
        raise error
    callback = shield.describe(call)
    if shield.strict:
        error.add_note(f"Raised by {callback}, a callback of the hook {hook}.")
        raise error
    logger.error("Hook %s: %s failed and was skipped.", hook, callback, exc_info=error)

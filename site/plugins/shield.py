"""Runs code of plugins so that it cannot take the page down. Everything that calls a plugin calls it through here.

What raises (SystemExit and KeyboardInterrupt, too) is logged with the plugin's slug, counted, and answered with a default.
In a transaction the call has a savepoint. Language and time zone are afterwards what they were before. Times are summed.
What no guard within a process can stop: endless loops, `os._exit()`, crashes in C, threads and patches that a plugin leaves
behind.

The hooks have a loop of their own for the case without a transaction, for speed; it fails by `failed` like all others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any, TypeVar

from plugins import failures
from plugins.exact import exact_text, refuse_unsound
from plugins.figures import Figures, figures_of
from plugins.outside import is_from_outside
from plugins.savepoints import connection_here, protected
from plugins.surroundings import put_back, surroundings

Value = TypeVar("Value")
Default = TypeVar("Default")

logger = logging.getLogger("plugins")

# Tests set this to True: what fails raises instead of being skipped. See `plugins.hooks.testing.isolated_hooks`.
strict = False

# Everything: sys.exit() in a callback would end the worker process, or with status 3 the whole gunicorn server, and some
# libraries raise errors of their own below BaseException. `failed` lets through what came from outside, such as Ctrl-C.
GUARDED = BaseException


class WrongResultError(TypeError):
    """A plugin returned something of another type than declared."""


def shielded(
    owner: str,
    where: str,
    call: Callable[[], Value],
    default: Default,
    *,
    expected: type | tuple[type, ...] | None = None,
) -> Value | Default:
    """Return what `call` returns, or `default` when it fails.

    `owner` is the slug of the plugin; code of the core ("") is called as it is. `where` names the place for
    administrators, such as "slot article_before". A result that is no instance of `expected` is a failure, and so is one
    that holds half a character, which no response could be encoded with. A text of a class of the plugin's own is returned
    as one of `str`, or as SafeString where it is marked as safe.
    Only what happens during the call is guarded: a generator or a lazy text runs later.
    """
    if not owner:
        return call()
    return guarded(figures_of(owner, where), partial(_checked, call, expected), default, call)


def guarded(figures: Figures, call: Callable[[], Value], default: Default, culprit: object = None) -> Value | Default:
    """Do the work of `shielded` for whoever has the figures. `culprit` is what messages name: by default the call."""
    began, before = perf_counter(), surroundings()
    try:
        return protected(connection_here(), call)
    except GUARDED as error:
        failed(figures, culprit or call, error)
        return default
    finally:
        figures.add(perf_counter() - began)
        put_back(before)


def failed(figures: Figures, culprit: object, error: BaseException) -> None:
    """Log, count and record that the plugin failed; raise the error again if `strict`, or if it came from outside."""
    if is_from_outside(error):
        raise error
    name = describe(culprit)
    if strict:
        note = f"Raised by {name} of the plugin {figures.owner}, {figures.where}. Tests that want it skipped as on a site "
        error.add_note(note + "use plugins.hooks.testing.isolated_hooks(strict=False).")
        raise error
    figures.errors += 1
    logger.error("Plugin %s: %s failed in %s and was skipped.", figures.owner, name, figures.where, exc_info=error)
    failures.record(figures.owner, figures.where, error)


def describe(callback: object) -> str:
    """The dotted name of a callback, for messages. Never its repr, which is code of the callback's own."""
    try:
        callback = getattr(callback, "__wrapped__", callback)
        if isinstance(callback, partial):
            return f"partial of {describe(callback.func)}"
        named = callback if hasattr(callback, "__qualname__") else type(callback)
        return f"{getattr(named, '__module__', '?')}.{getattr(named, '__qualname__', '?')}"
    except BaseException:  # attributes can be code as well
        return f"{type(callback).__module__}.{type(callback).__qualname__}"


def _checked(call: Callable[[], Any], expected: type | tuple[type, ...] | None) -> Any:
    result = call()
    if expected is not None and not isinstance(result, expected):
        wanted = " or ".join(each.__name__ for each in (expected if isinstance(expected, tuple) else (expected,)))
        raise WrongResultError(f"It returned {type(result).__name__} where {wanted} is expected.")
    if isinstance(result, str):
        return exact_text(result)
    if result is not None:
        refuse_unsound(result)
    return result

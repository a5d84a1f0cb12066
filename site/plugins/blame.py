"""Says in a sentence what failed in a plugin, and whose code it was."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from types import FrameType

from plugins.owners import owner_of_module

MOST_CHARACTERS = 300


def describe_error(error: BaseException, what: str) -> str:
    """Return a sentence such as "its ready() failed: ValueError: no such file (plugin.apps, line 12)", begun large."""
    named = type(error).__name__
    message = _message(error)
    place = _place(error)
    return f"{what[:1].upper()}{what[1:]}: {named}{': ' if message else ''}{message}{f' ({place})' if place else ''}."


def culprit(error: BaseException) -> str:
    """Return the slug of the plugin whose code was running last when `error` was raised, or ""."""
    return next((slug for frame, _line in _frames(error) if (slug := _owner(frame))), "")


def _message(error: BaseException) -> str:
    try:
        text = " ".join(str(error).split()).rstrip(".")
    except Exception:  # str() of an error is code of the plugin's own
        return ""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _place(error: BaseException) -> str:
    """Where in a plugin it was: the innermost line of plugin code. A mistake in the writing tells its own place."""
    if isinstance(error, SyntaxError):
        return ""
    for frame, line in _frames(error):
        if _owner(frame):
            return f"{frame.f_globals.get('__name__')}, line {line}"
    return ""


def _owner(frame: FrameType) -> str:
    name = frame.f_globals.get("__name__")
    return owner_of_module(name) if isinstance(name, str) else ""


def _frames(error: BaseException) -> Iterator[tuple[FrameType, int]]:
    """The frames an error went through, the innermost first, then those of what caused it."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield from reversed(list(traceback.walk_tb(current.__traceback__)))
        current = current.__cause__ or current.__context__

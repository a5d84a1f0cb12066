"""Whether a page is being moved: who may read it changes in the middle of that, before its translations were moved along.

Wagtail saves the page within its one action for moving, and says that it was moved at the end only: the action is wrapped here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from wagtail.actions.move_page import MovePageAction

_moving: ContextVar[bool] = ContextVar("localization_moving", default=False)


def is_moving() -> bool:
    """Tell whether what changes now changes for a page is being moved."""
    return _moving.get()


def _told(execute: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(execute)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        token = _moving.set(True)
        try:
            return execute(*args, **kwargs)
        finally:
            _moving.reset(token)

    return wrapped


def connect() -> None:
    """Put it in; called once when the room is ready."""
    MovePageAction.execute = _told(MovePageAction.execute)

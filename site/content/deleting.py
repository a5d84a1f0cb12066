"""What happens to pages that somebody deletes in the admin: a room may keep its own instead, for a while.

Wagtail deletes by its editor, in bulk and by its API, all through one action, which has no extension point: it is wrapped here,
once. What programs delete, without naming a person, is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

Keeper = Callable[[Page, Any], bool]
"""From a page and the person who deletes it to whether it is kept: then it is not deleted."""

_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Let a room keep its pages when somebody deletes them."""
    _keepers.append(keeper)


def _kept(execute: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(execute)
    def wrapped(self: Any, *args: Any, skip_permission_checks: bool = False, **kwargs: Any) -> Any:
        self.check(skip_permission_checks=skip_permission_checks)
        if self.user is not None and any(keeper(self.page, self.user) for keeper in _keepers):
            return 0, {}
        return execute(self, *args, skip_permission_checks=skip_permission_checks, **kwargs)

    return wrapped


def connect() -> None:
    """Put it in; called once when the room is ready."""
    DeletePageAction.execute = _kept(DeletePageAction.execute)

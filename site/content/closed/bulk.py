"""Bulk actions of the admin name what is ticked, also to tell that somebody may not do it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import Http404
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from content.closed.pages import closed_pages

Closed = Callable[[Collection[int], Any], Collection[int]]
_closed: dict[type[Any], Closed] = {}


def hide_from_bulk_actions(model: type[Any], closed: Closed) -> None:
    """Let `closed` say which of some ids of a model are closed to a person: bulk actions then know nothing of these."""
    _closed[model] = closed


def _without_closed(actionable: Callable[[Any], tuple[list[Any], dict[str, Any]]]) -> Callable[[Any], Any]:
    @wraps(actionable)
    def wrapped(self: Any) -> tuple[list[Any], dict[str, Any]]:
        objects, others = actionable(self)
        closed = next((each for model, each in _closed.items() if issubclass(self.model, model)), None)
        refused = others.get("items_with_no_access", [])
        if closed is None or self.request.user.is_superuser or not (objects or refused):
            return objects, others
        hidden = set(closed([each.pk for each in (*objects, *refused)], self.request.user))
        shown = [each for each in objects if each.pk not in hidden]
        named = [each for each in refused if each.pk not in hidden]
        if not shown and not named:
            raise Http404  # as for ids of none
        return shown, {**others, "items_with_no_access": named}

    return wrapped


def _closed_among(ids: Collection[int], user: Any) -> list[int]:
    return list(closed_pages(user).filter(pk__in=ids).values_list("pk", flat=True))


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    hide_from_bulk_actions(Page, _closed_among)
    bulk: Any = BulkAction
    bulk.get_actionable_objects = _without_closed(bulk.get_actionable_objects)

"""Wagtail's policy for pages, by which most lists of the admin go."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from content.closed.narrowed import barred_pages, is_barred
from content.closed.pages import closed_pages, is_closed


def _without_closed(listed: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(listed)
    def wrapped(self: Any, user: Any, actions: Any) -> Any:
        found = listed(self, user, actions)
        if not user.is_active:
            return found
        return found.exclude(pk__in=closed_pages(user).values("pk")).exclude(barred_pages(user, actions))

    return wrapped


def _explored(listed: Callable[..., Any]) -> Callable[..., Any]:
    """Superusers are not asked for rights there: what is set aside is not for them either."""

    @wraps(listed)
    def wrapped(self: Any, user: Any) -> Any:
        found = listed(self, user)
        return found.exclude(pk__in=closed_pages(user).values("pk")) if user.is_superuser and user.is_active else found

    return wrapped


def _not_for_closed(asked: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(asked)
    def wrapped(self: Any, user: Any, actions: Any, instance: Any) -> Any:
        if not asked(self, user, actions, instance) or is_closed(instance.specific_deferred, user):
            return False
        return any(not is_barred(instance, user, action) for action in actions)

    return wrapped


def connect() -> None:
    """Put it into the policy; called once when the room is ready."""
    policy = PagePermissionPolicy
    policy.instances_user_has_any_permission_for = _without_closed(policy.instances_user_has_any_permission_for)
    policy.explorable_instances = _explored(policy.explorable_instances)
    policy.user_has_any_permission_for_instance = _not_for_closed(policy.user_has_any_permission_for_instance)

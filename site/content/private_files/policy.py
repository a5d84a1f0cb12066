"""Wagtail's policies for things in collections, by which its lists and choosers go."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.permission_policies.collections import CollectionManagementPermissionPolicy, CollectionPermissionLookupMixin

from content.audiences import reader_for
from content.private_files.rules import closed_collections, collection_admits


def _not_in_closed(asked: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(asked)
    def wrapped(self: Any, user: Any, actions: Any, collection: Any = None) -> Any:
        return asked(self, user, actions, collection) and (collection is None or collection_admits(collection, reader_for(user)))

    return wrapped


def _without_closed(listed: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(listed)
    def wrapped(self: Any, user: Any, actions: Any) -> Any:
        return listed(self, user, actions).exclude(pk__in=closed_collections(user).values("pk"))

    return wrapped


def connect() -> None:
    """Put it into the policies; called once when the room is ready."""
    mixin = CollectionPermissionLookupMixin
    mixin._check_perm = _not_in_closed(mixin._check_perm)
    mixin._collections_with_perm = _without_closed(mixin._collections_with_perm)
    manage = CollectionManagementPermissionPolicy
    manage._descendants_with_perm = _without_closed(manage._descendants_with_perm)

"""Who looks after the site."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

VIEW, MANAGE = "operations.view_system", "operations.manage_work"


def may_view(user: Any) -> bool:
    """See the state of the system, tasks and jobs."""
    return bool(user.is_active and (user.has_perm(VIEW) or user.has_perm(MANAGE)))


def may_manage(user: Any) -> bool:
    """Start, repeat and cancel work."""
    return bool(user.is_active and user.has_perm(MANAGE))


def own_permissions() -> QuerySet[Permission]:
    """Return the rights of this room, for the admin's page about groups."""
    names = [each.partition(".")[2] for each in (VIEW, MANAGE)]
    return Permission.objects.filter(content_type__app_label="operations", codename__in=names)

"""Who works in the inbox."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from accounts.groups import EDITORS
from feedback.models.triage import SEE_ADDRESS, SEND

TRIAGE = "feedback.change_comment"


def may_triage(user: Any) -> bool:
    """Tell whether somebody works on comments at all; on which ones, `comments_visible_to` decides."""
    return bool(user.has_perm(TRIAGE))


def may_answer(user: Any) -> bool:
    """Tell whether somebody may answer readers by e-mail."""
    return bool(user.has_perm(f"feedback.{SEND}"))


def sees_addresses(user: Any) -> bool:
    """Tell whether somebody may see the addresses readers left. To answer, nobody needs to."""
    return bool(user.has_perm(f"feedback.{SEE_ADDRESS}"))


def own_permissions() -> QuerySet[Permission]:
    """Return the rights that stand beside Django's usual ones, for the admin's page about groups."""
    return Permission.objects.filter(content_type__app_label="feedback", codename__in=[SEND, SEE_ADDRESS])


def grant_inbox_permissions() -> None:
    """Let Editors work on comments and answer readers, whose addresses they do not see. Safe to call again.

    Called once, with a site's first home page: a right that was taken away comes back by a further call.
    """
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    wanted = Permission.objects.filter(content_type__app_label="feedback", codename__in=["change_comment", SEND])
    editors.permissions.add(*wanted)

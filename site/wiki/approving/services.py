from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.groups import LEADS, MANAGERS
from content.review.due import freshness_tell
from wiki.approving.rights import APPROVED, WITHDRAWN, approval_refusal, space_approvers, withdrawal_refusal
from wiki.models.approved import ApprovedPage
from wiki.trust.validity import with_superseded


@transaction.atomic
def page_approve(*, page: ApprovedPage, user: Any, seal: str) -> bool:
    """Approve a policy or an exception for what it says now; False when that is no longer what the approver has read (`seal`).

    Raises PermissionDenied with the reason. Safe to call twice.
    """
    page = type(page)._base_manager.select_for_update(of=("self",)).get(pk=page.pk)
    if refusal := approval_refusal(user=user, page=page):
        raise PermissionDenied(refusal)
    if page.seal != seal:
        return False
    role = _role(user, page)
    type(page)._base_manager.filter(pk=page.pk).update(
        approved_by=role, approved_user=user, approved_on=timezone.localdate(), approved_state=seal
    )
    log(instance=page, action=APPROVED, user=user)
    freshness_tell(with_superseded([page.pk]))
    return True


@transaction.atomic
def page_withdraw(*, page: ApprovedPage, user: Any) -> None:
    """Take an approval back. Raises PermissionDenied with the reason."""
    if refusal := withdrawal_refusal(user=user, page=page):
        raise PermissionDenied(refusal)
    type(page)._base_manager.filter(pk=page.pk).update(approved_by="", approved_user=None, approved_on=None, approved_state="")
    log(instance=page, action=WITHDRAWN, user=user)
    freshness_tell(with_superseded([page.pk]))


def _role(user: Any, page: ApprovedPage) -> str:
    """Return as what somebody approves: it stays with the approval when the person has left."""
    names = dict(user.groups.values_list("pk", "name"))
    if MANAGERS in names.values() or user.is_superuser:
        return "manager"
    if LEADS in names.values():
        return "lead"
    return next((name for pk, name in space_approvers(page).items() if pk in names), "")[:120]

"""Who may approve a policy or an exception."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from accounts.groups import MANAGERS
from content.closed.narrowed import APPROVING, is_barred
from wiki.models.approved import ApprovedPage

APPROVED = "wiki.approve"
WITHDRAWN = "wiki.withdraw"


def withdrawal_refusal(*, user: Any, page: ApprovedPage) -> str:
    """Return why somebody may not take an approval back; "" when they may: those who could give it, whatever waits.

    Where a space names who approves, only they do, and they need be no leads; what managers grant, managers approve. Three
    queries at most.
    """
    if user is None or not user.is_authenticated or not page.may_open(user):
        return _("You may not approve this.")
    if user.is_superuser:
        return ""
    if is_barred(page, user, APPROVING):
        return _("Only the groups that approve in this space may do it.")
    if user.groups.filter(name__in=page.approver_groups).exists():
        return ""
    if page.approver_groups == (MANAGERS,):
        return _("Managers approve this.")
    return "" if space_approvers(page) else _("Leads and managers approve this.")


def space_approvers(page: ApprovedPage) -> dict[int, str]:
    """Return the names of the groups that approve in the space of a page, by id; none where it names none. One query.

    Whoever is not barred there is in one of them.
    """
    from wiki.models import SpacePage

    rows = SpacePage.objects.ancestor_of(page).exclude(approvers=None).order_by("-depth")
    return dict(rows.values_list("approvers", "approvers__name"))


def approval_refusal(*, user: Any, page: ApprovedPage) -> str:
    """Return why somebody may not approve a page as it is now; "" when they may.

    Four eyes: whoever wrote the version that is live, or any of what was changed since it was approved last, leaves it to
    somebody else; superusers are trusted.
    """
    if refusal := withdrawal_refusal(user=user, page=page):
        return refusal
    if not page.live or page.has_unpublished_changes:
        return _("Publish the changes first: only what is published is approved.")
    if not user.is_superuser and user.pk in authors_since_approval(page):
        return _("You wrote this version. Somebody else approves it.")
    return ""


def authors_since_approval(page: ApprovedPage) -> set[int]:
    """Return who wrote what waits for approval: the author of the live version, and of every change of what is approved since
    the last approval, and who moved it to another policy. Four queries, and one for each version since then that has criteria.
    """
    revision = page.live_revision or page.latest_revision
    if revision is None:
        return set()
    found = {revision.user_id}
    revisions = Revision.page_revisions.filter(object_id=str(page.pk), created_at__lte=revision.created_at)
    log = _last_approval(page)
    before = None
    if log is not None:
        last = revisions.filter(created_at__lte=log.timestamp).order_by("-created_at", "-pk").first()
        before = last.as_object().seal if last is not None else None
        revisions = revisions.filter(created_at__gt=log.timestamp)
    for each in revisions.order_by("created_at", "pk"):
        now = each.as_object().seal
        if now != before:
            found.add(each.user_id)
        before = now
    moves = PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.move")
    found.update((moves if log is None else moves.filter(timestamp__gt=log.timestamp)).values_list("user_id", flat=True))
    return {pk for pk in found if pk is not None}


def _last_approval(page: ApprovedPage) -> PageLogEntry | None:
    """Return the entry of the last approval that nobody took back: who wrote what it was for is its author all the same."""
    given: list[PageLogEntry] = []
    rows = PageLogEntry.objects.filter(page_id=page.pk, action__in=(APPROVED, WITHDRAWN)).order_by("timestamp", "pk")
    for each in rows:
        if each.action == APPROVED:
            given.append(each)
        elif given:
            given.pop()
    return given[-1] if given else None

"""Wiki pages, policies and exceptions as pages that are reviewed: here that is called verified."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from accounts.groups import LEADS, MANAGERS
from content.closed.narrowed import APPROVING, is_barred
from content.models import HelpPage
from content.review.kinds import ReviewedKind, register_reviewed
from content.review.selectors import stale_measure
from search.pages import register_page_measure


def may_mark(page: Any, user: Any) -> bool:
    """Tell whether somebody may say that a page is still true: who reads it, and looks after it, leads, or may edit it.

    Where a space names who approves, only they do.
    """
    if not user.is_authenticated or not page.may_open(user) or is_barred(page, user, APPROVING):
        return False
    if user.is_superuser or page.responsible_id == user.pk or user.groups.filter(name__in=(LEADS, MANAGERS)).exists():
        return True
    return bool(page.permissions_for_user(user).can_edit())


def readable_among(person: Any, page_ids: Collection[int]) -> set[int]:
    """Return those of the pages that somebody may read: who answers for a policy need not work in the admin."""
    return set(HelpPage.objects.listable_to(person).filter(pk__in=list(page_ids)).values_list("pk", flat=True))


def register() -> None:
    """Called once when the room is ready."""
    from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage, WikiPage

    for model in (WikiPage, PolicyPage, PolicyExceptionPage):
        register_reviewed(
            ReviewedKind(
                model=model,
                carrier=SpacePage,
                owners=HelpPage,
                may_mark=may_mark,
                may_be_told=readable_among,
                address=lambda page: page.link,
            )
        )
        register_page_measure("stale", stale_measure(model), of=model)

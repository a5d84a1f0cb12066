"""Marking pages as reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from content.review.due import due_refresh
from content.review.kinds import kind_of

ACTION = "kb.review"
"""As it stands in the history of pages; the name is from when only articles were reviewed."""


@transaction.atomic
def page_review(*, page: Any, user: Any, note: str = "", verified_until: date | None = None) -> None:
    """Note that somebody checked a page today, and found all of it still true. Makes no revision; it is logged.

    Without `verified_until` the interval counts anew from today. Whether the person may do it is the caller's to ask
    (`selectors.may_review`).
    """
    kind = kind_of(page)
    if kind is None:
        return
    facts = {
        "reviewed_on": timezone.localdate(),
        "reviewed_by": user,
        "reviewed_as": kind.team_of(page.path),
        "verified_until": verified_until,
    }
    kind.model._base_manager.filter(pk=page.pk).update(**facts)
    for name, value in facts.items():
        setattr(page, name, value)
    due_refresh(page=page)
    page.refresh_from_db(fields=["review_due"])
    log(instance=page, action=ACTION, user=user, data={"note": note} if note else None)


def pages_review(*, pages: Iterable[Any], user: Any, note: str = "", verified_until: date | None = None) -> int:
    """Mark several pages as reviewed, all or none; return how many."""
    count = 0
    with transaction.atomic():
        for page in pages:
            page_review(page=page, user=user, note=note, verified_until=verified_until)
            count += 1
    return count

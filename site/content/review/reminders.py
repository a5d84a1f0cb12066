"""Mails that tell owners what is due: one for each of them, and each due date of a page once."""

from __future__ import annotations

import logging
from collections import defaultdict
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext, override
from wagtail.permissions import page_permission_policy

from accounts.mails import admin_language_of, mail_send
from content.models import ReviewReminder
from content.review.kinds import ReviewedKind, kind_of, reviewed_kinds
from content.review.selectors import due_of, owners_of

logger = logging.getLogger(__name__)

MOST_LISTED = 50
"""Pages in one mail; the others are counted, and stand in the admin."""
AT_ONCE = 2000
"""Pages whose owners are looked for together."""


def reminders_send() -> int:
    """Mail each owner what became due since the last mail, with what is overdue anyway counted; return how many mails went out.

    What was told of is noted after each mail: a run that is killed goes on where it was, and may repeat the one mail that was
    under way. A mail that fails is tried again by the next run, and does not hold up the others.
    """
    by_owner: defaultdict[int, list[Any]] = defaultdict(list)
    people: dict[int, Any] = {}
    for kind in reviewed_kinds():
        if kind.reminds():
            _gather(kind, by_owner, people)
    return sum(_remind(people[pk], pages) for pk, pages in by_owner.items())


def _gather(kind: ReviewedKind, by_owner: defaultdict[int, list[Any]], people: dict[int, Any]) -> None:
    """All of them, some at a time: those without an owner wait for ever, and must not keep the others waiting."""
    told = ReviewReminder.objects.filter(page=OuterRef("pk"), due=OuterRef("review_due"))
    waiting = list(due_of(kind).filter(~Exists(told)).select_related("locale"))
    for start in range(0, len(waiting), AT_ONCE):
        batch = waiting[start : start + AT_ONCE]
        owners = owners_of(kind, batch)
        for page in batch:
            if owner := owners.get(page.pk):
                people[owner.pk] = owner
                by_owner[owner.pk].append(page)


def _remind(owner: Any, pages: list[Any]) -> bool:
    try:
        _mail(owner, pages)
    except (OSError, SMTPException) as error:
        logger.warning("A reminder of reviews could not be sent: %s", type(error).__name__)
        return False
    notes = [ReviewReminder(page_id=each.pk, due=each.review_due) for each in pages if each.review_due]
    ReviewReminder.objects.bulk_create(notes, ignore_conflicts=True, batch_size=500)
    return True


def _mail(owner: Any, pages: list[Any]) -> None:
    language, base = admin_language_of(owner), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    listed = [(each, base + _address(each)) for each in pages[:MOST_LISTED]]
    works_in_admin = page_permission_policy.user_has_any_permission(owner, {"add", "change"})
    with override(language):
        count = len(pages)
        subject = ngettext("%(count)d page is due for review", "%(count)d pages are due for review", count)
        mail_send(
            to=owner.email,
            language=language,
            subject=subject % {"count": count},
            template="content/review/reminder.txt",
            owner=owner,
            listed=listed,
            more=count - len(listed),
            due_link=base + reverse("content_review_due") if works_in_admin else "",
        )


def _address(page: Any) -> str:
    kind = kind_of(page)
    return kind.address(page) if kind and kind.address else reverse("wagtailadmin_pages:edit", args=[page.pk])

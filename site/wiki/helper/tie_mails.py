"""Who answers for a policy is mailed of exceptions that contradict each other: once for each contradiction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.mails import admin_language_of, mail_send
from content.review.kinds import kind_of
from content.review.selectors import owners_of
from plugins.hooks import add_action
from wiki.models import PolicyTie

logger = logging.getLogger(__name__)

HOURLY = timedelta(hours=1)
AT_ONCE = 200


def ties_tell() -> int:
    """Mail the owner of each policy its contradictions of which nobody was told; return how many mails went out.

    The owner is who is responsible for the policy, or for the nearest page above it, and may read it. What has no such person,
    and what cannot be sent, is tried again.
    """
    ties = PolicyTie.objects.filter(told_on=None).select_related("policy__locale").prefetch_related("exceptions")
    count = 0
    for tie in ties.order_by("first_met")[:AT_ONCE]:
        kind = kind_of(tie.policy)
        owner = owners_of(kind, [tie.policy]).get(tie.policy_id) if kind else None
        if owner is not None and _mail(owner, tie):
            PolicyTie.objects.filter(pk=tie.pk).update(told_on=timezone.now())
            count += 1
    return count


def _mail(owner: Any, tie: PolicyTie) -> bool:
    language, base = admin_language_of(owner), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    title = " ".join(tie.policy.title.split())
    try:
        with override(language):
            mail_send(
                to=owner.email,
                language=language,
                subject=gettext("Exceptions contradict each other: %(title)s") % {"title": title},
                template="wiki/mail/tie.txt",
                owner=owner,
                title=title,
                link=base + tie.policy.link,
                exceptions=[(each, base + each.link) for each in tie.exceptions.all()],
            )
    except (OSError, SMTPException) as error:
        logger.warning("A mail of a contradiction could not be sent: %s", type(error).__name__)
        return False
    return True


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Often enough that an owner learns of it on the same day."""
    register("wiki.contradictions", every=HOURLY, run=ties_tell)


def connect() -> None:
    """Called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)

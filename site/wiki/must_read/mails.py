"""Mails about what has to be read: one for each person and request, in their language."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.mails import admin_language_of, mail_send
from wiki.models import Reading, ReadingRequest
from wiki.must_read.selectors import report_of

logger = logging.getLogger(__name__)

SOON = timedelta(days=2)
"""Before the day: that much earlier who has not confirmed is reminded."""


def tell_of(request: ReadingRequest) -> int:
    """Tell everybody whom a request reaches and who was not told of it yet; return how many mails went out."""
    known = set(request.readings.filter(told_on__isnull=False).values_list("user_id", flat=True))
    rows = [row for row in report_of(request) if row.confirmed_at is None and row.person.pk not in known]
    return sum(_send(request, row.person, is_reminder=False) for row in rows)


def remind_of(request: ReadingRequest) -> int:
    """Remind everybody who has not confirmed, nobody twice a day; return how many mails went out."""
    today = timezone.localdate()
    rows = [row for row in report_of(request) if row.confirmed_at is None and row.reminded != today]
    return sum(_send(request, row.person, is_reminder=True) for row in rows)


def mails_send() -> None:
    """Tell those who came into a group since, or whose mail failed; remind before the day and once after it."""
    today = timezone.localdate()
    for request in ReadingRequest.objects.filter(closed_at=None).select_related("page__locale", "asked_by"):
        tell_of(request)
        if request.due is None or today < request.due - SOON:
            continue
        since = request.due + timedelta(days=1) if today > request.due else request.due - SOON
        rows = report_of(request)
        told = dict(request.readings.values_list("user_id", "told_on"))
        for row in rows:
            is_new = told.get(row.person.pk) in (None, today)
            if row.confirmed_at is None and not is_new and (row.reminded is None or row.reminded < since):
                _send(request, row.person, is_reminder=True)


def _send(request: ReadingRequest, person: Any, *, is_reminder: bool) -> bool:
    if not person.email:
        return False
    language, base = admin_language_of(person), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    title = " ".join(request.page.title.split())
    try:
        with override(language):
            words = gettext("Still to read: %(title)s") if is_reminder else gettext("Please read: %(title)s")
            mail_send(
                to=person.email,
                language=language,
                subject=words % {"title": title},
                template="wiki/must_read/mail.txt",
                person=person,
                request=request,
                title=title,
                asker=request.asked_by.display_name() if request.asked_by else "",
                link=base + request.page.link,
            )
    except (OSError, SMTPException) as error:
        logger.warning("A request to read could not be mailed: %s", type(error).__name__)
        return False
    field = "reminded_on" if is_reminder else "told_on"
    Reading.objects.update_or_create(request=request, user=person, defaults={field: timezone.localdate()})
    return True

"""Mails about watched pages: one for each person and time, with what they may read at that moment."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.conf import known_language
from accounts.mails import mail_send
from content.audiences import Audience, reader_for
from wiki.models import Frequency, WatchSettings
from wiki.watching.changes import Change, changes_for
from wiki.watching.tokens import stop_token

logger = logging.getLogger(__name__)

MORNING = 7
"""The hour, in the time zone of the site, from which the mails of a day go out."""
GRACE = timedelta(seconds=30)
"""What was written just now may not be in the database yet: it is for the next mail."""
MOST_LISTED = 50


def is_due(own: WatchSettings, now: datetime) -> bool:
    """Tell whether it is time for the next mail. A scheduler that stood still sends it when it is back."""
    if own.frequency == Frequency.AT_ONCE:
        return True
    here, told = timezone.localtime(now), timezone.localtime(own.told_until)
    # Before the morning it still is the day before.
    today, last = (here - timedelta(hours=MORNING)).date(), (told - timedelta(hours=MORNING)).date()
    if own.frequency == Frequency.DAILY:
        return today > last
    return own.frequency == Frequency.WEEKLY and today - timedelta(today.weekday()) > last - timedelta(last.weekday())


def digests_send(*, now: datetime | None = None) -> int:
    """Send what is due; return how many mails went out.

    How far somebody was told is noted after each mail: a run that is killed goes on where it was. A mail that fails is tried
    again by the next run, and does not hold up the others.
    """
    now = now or timezone.now()
    people = WatchSettings.objects.exclude(frequency=Frequency.NEVER).filter(user__is_active=True).exclude(user__email="")
    return sum(_send(own, now - GRACE) for own in people.select_related("user").iterator() if is_due(own, now))


def _send(own: WatchSettings, until: datetime) -> bool:
    user = own.user
    if reader_for(user).level < Audience.AGENT or until <= own.told_until:
        return False
    changes = changes_for(user=user, since=own.told_until, until=until)
    if changes:
        try:
            _mail(user, changes)
        except (OSError, SMTPException) as error:
            logger.warning("A mail about watched pages could not be sent: %s", type(error).__name__)
            return False
    # Not over a choice that was made meanwhile.
    WatchSettings.objects.filter(pk=own.pk, told_until__lt=until).update(told_until=until)
    return bool(changes)


def _mail(user: Any, changes: list[Change]) -> None:
    language, base = known_language(user.preferred_language), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(language):
        count = len(changes)
        subject = ngettext("%(count)d watched page changed", "%(count)d watched pages changed", count) % {"count": count}
        stop = base + reverse("wiki:watching_stop", args=[stop_token(user_id=user.pk)])
        mail_send(
            to=user.email,
            language=language,
            subject=subject,
            template="wiki/mail/digest.txt",
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
            user=user,
            listed=[(each, base + each.page.link) for each in changes[:MOST_LISTED]],
            more=max(0, count - MOST_LISTED),
            all_link=base + reverse("wiki:mine"),
            stop_link=stop,
        )

"""Mails about what is not well, to those who look after the site: each trouble when it begins, and daily while it lasts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.mails import admin_language_of, mail_send
from accounts.models import User
from operations.logs.redaction import redacted
from operations.models import Trouble
from operations.work.permissions import MANAGE
from operations.work.troubles import Found, troubles

logger = logging.getLogger(__name__)

AGAIN = timedelta(days=1)
BETWEEN = timedelta(minutes=10)
"""At least so long between two mails: what goes wrong meanwhile is told together."""
GONE = timedelta(hours=1)
"""A trouble that was away for less is the same one, and not told anew."""
MOST_LISTED = 30


def troubles_tell() -> int:
    """Mail what is newly wrong, or still wrong after a day; return how many troubles were told. Safe to run at any time."""
    now, found = timezone.now(), {each.key: each for each in troubles()}
    rows = _rows(found, now)
    last = Trouble.objects.aggregate(last=Max("told"))["last"]
    if last and now - last < BETWEEN:
        return 0
    news = [found[row.key] for row in rows if _is_news(row, found[row.key], now)]
    if not news or not _mail_all(news):
        return 0
    return Trouble.objects.filter(key__in=[each.key for each in news]).update(told=now)


def _rows(found: dict[str, Found], now: datetime) -> list[Trouble]:
    """Bring the table up to date; return the rows of what is wrong now."""
    Trouble.objects.filter(seen__lt=now - GONE).delete()
    Trouble.objects.filter(key__in=found).update(seen=now)
    known = set(Trouble.objects.filter(key__in=found).values_list("key", flat=True))
    new = [Trouble(key=key, since=now, seen=now) for key in found if key not in known]
    Trouble.objects.bulk_create(new, ignore_conflicts=True)
    return list(Trouble.objects.filter(key__in=found).order_by("since", "key"))


def _is_news(row: Trouble, each: Found, now: datetime) -> bool:
    return now - row.since >= each.patience and (row.told is None or now - row.told >= AGAIN)


def _mail_all(news: Sequence[Found]) -> bool:
    """Mail everybody who may do something about it; tell whether anybody was reached."""
    people = User.objects.with_perm(MANAGE, backend="accounts.backends.NameOrEmailBackend").exclude(email="")
    reached = [_mail(person, news) for person in people.distinct()]
    if not reached:
        logger.warning("something is not well, and nobody who may manage the work of the site has an e-mail address")
    return any(reached)


def _mail(person: User, news: Sequence[Found]) -> bool:
    language = admin_language_of(person)
    with override(language):
        subject = ngettext("%(count)d thing is not well", "%(count)d things are not well", len(news)) % {"count": len(news)}
        try:
            mail_send(
                to=person.email,
                language=language,
                subject=news[0].text if len(news) == 1 else subject,
                template="operations/mail/troubles.txt",
                listed=[(each.text, redacted(each.detail)) for each in news[:MOST_LISTED]],
                more=max(0, len(news) - MOST_LISTED),
                link=settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("operations_admin:system"),
            )
        except (OSError, SMTPException) as error:
            logger.warning("what is not well could not be mailed: %s", type(error).__name__)
            return False
    return True

"""One mail to a person with all that is new, in their language."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.mails import admin_language_of, mail_send
from localization.links import link_to
from localization.models import Notice
from localization.notices.selectors import notices_for, wants_mails
from localization.notices.sentences import said_of

logger = logging.getLogger(__name__)

MOST_LISTED = 50
TOO_OLD = timedelta(days=7)
"""What could not be mailed for that long is no news."""


def mails_send() -> int:
    """Mail everybody for whom something waits; return how many mails went out."""
    waiting = _waiting().order_by().values_list("user", flat=True).distinct()
    return sum(mail_person(user_id) for user_id in list(waiting))


def mail_person(user_id: int) -> bool:
    """Mail a person what they were not mailed yet; False where there is nothing, or no mail is wanted or possible.

    The notices are taken before the mail goes out, so that two workers send one; where it fails, they wait for the next try.
    """
    person = get_user_model()._default_manager.filter(pk=user_id, is_active=True).first()
    taken = _take(user_id)
    if person is None or not person.email or not taken or not wants_mails(person):
        return False
    notices = list(notices_for(person).filter(pk__in=taken, read=None))
    if not notices:
        return False
    try:
        _mail(person, notices)
    except (OSError, SMTPException) as error:
        logger.warning("Notices of translations could not be mailed: %s", type(error).__name__)
        Notice.objects.filter(pk__in=taken).update(mailed=None)
        return False
    return True


def _waiting() -> Any:
    return Notice.objects.filter(mailed=None, created__gte=timezone.now() - TOO_OLD)


@transaction.atomic
def _take(user_id: int) -> list[int]:
    taken = list(_waiting().filter(user_id=user_id).select_for_update().values_list("pk", flat=True))
    Notice.objects.filter(pk__in=taken).update(mailed=timezone.now())
    return taken


def _mail(person: Any, notices: list[Notice]) -> None:
    language, base = admin_language_of(person), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(language):
        count, said = len(notices), said_of(notices[:MOST_LISTED])
        subject = ngettext("%(count)d notice about translations", "%(count)d notices about translations", count) % {
            "count": count
        }
        mail_send(
            to=person.email,
            language=language,
            subject=said[0].sentence if count == 1 else subject,
            template="localization/mail/notices.txt",
            person=person,
            listed=[(each, base + each.link if each.link else "") for each in said],
            more=count - len(said),
            all_link=base + link_to("notices"),
        )

"""The mails of the register. They name the exception and the amount, never the customer, and go to who may still read it."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.mails import mail_send
from accounts.models import User
from wiki.grants.rights import deciders_of, readable
from wiki.models import Grant, GrantState

logger = logging.getLogger(__name__)


def asked_mails(grant_id: str) -> int:
    """Mail those who may decide about a request that still waits; return how many mails went out."""
    grant = Grant.objects.select_related("customer").filter(pk=grant_id, state=GrantState.WAITING).first()
    return sum(_send(each, grant, "grant_asked") for each in deciders_of(grant)) if grant is not None else 0


def decided_mail(grant_id: str) -> int:
    """Mail whoever asked, if they may still read it."""
    grant = Grant.objects.select_related("requester__user").filter(pk=grant_id).first()
    if grant is None or grant.state not in (GrantState.GRANTED, GrantState.REFUSED):
        return 0
    user = grant.requester.user
    if user is None or not user.is_active or not user.email or not readable(user).filter(pk=grant.pk).exists():
        return 0
    return int(_send(user, grant, "grant_decided"))


def _send(user: User, grant: Grant, template: str) -> bool:
    language = user.preferred_language if user.preferred_language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        if template == "grant_asked":
            subject = gettext("A grant waits for your approval")
        elif grant.state == GrantState.GRANTED:
            subject = gettext("Your request was approved")
        else:
            subject = gettext("Your request was refused")
        link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("wiki:grant", args=[grant.pk])
        try:
            mail_send(
                to=user.email, language=language, subject=subject, template=f"wiki/mail/{template}.txt", grant=grant, link=link
            )
        except (OSError, SMTPException) as error:
            logger.warning("A mail about a grant could not be sent: %s", type(error).__name__)
            return False
    return True

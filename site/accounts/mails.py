"""The mails of this room, each in the language of who reads it, as plain text and as HTML with its direction."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language_bidi, gettext, override

from accounts import conf
from accounts.hooks import account_site_name
from accounts.models import User
from accounts.tokens import confirmation_token


def _site_name(language: str) -> str:
    return account_site_name(settings.WAGTAIL_SITE_NAME, language=language)


def mail_send(
    *, to: str, language: str, subject: str, template: str, headers: dict[str, str] | None = None, **context: Any
) -> None:
    """Render and send one mail as text and as HTML. `template` is the path of the text, `headers` are further ones.

    The language must be active already, for the subject is translated by the caller. Raises what the mail backend raises.
    """
    site_name = _site_name(language)
    text = render_to_string(template, {**context, "site_name": site_name}).strip() + "\n"
    frame = {
        "text": text,
        "subject": subject,
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
    mail = EmailMultiAlternatives(subject=f"{subject} – {site_name}", body=text, to=[to], headers=headers)
    mail.attach_alternative(render_to_string("accounts/mail/frame.html", frame), "text/html")
    mail.send()


def admin_language_of(user: User) -> str:
    """Return the language a person chose for the admin, else the one for mails."""
    profile = getattr(user, "wagtail_userprofile", None)
    return _language_of(user, "") if profile is None or not profile.preferred_language else profile.preferred_language


def _send(*, to: str, language: str, subject: str, template: str, **context: Any) -> None:
    mail_send(to=to, language=language, subject=subject, template=f"accounts/mail/{template}.txt", **context)


def _language_of(user: User, otherwise: str = "") -> str:
    return conf.known_language(user.preferred_language or otherwise)


def confirm_mail(*, email: str, base_url: str, language: str) -> None:
    """The link that proves the address and leads to choosing a password."""
    with override(language):
        link = base_url + reverse("accounts:confirm", args=[confirmation_token(email=email)])
        subject = gettext("Confirm your e-mail address")
        hours = conf.confirm_seconds() // 3600
        _send(to=email, language=language, subject=subject, template="confirm", link=link, hours=hours)


def known_mail(*, user: User, base_url: str, language: str) -> None:
    """Somebody signed up with the address of an account: tell its owner, and nobody else."""
    language = _language_of(user, language)
    with override(language):
        _send(
            to=user.email,
            language=language,
            subject=gettext("You already have an account"),
            template="known",
            user=user,
            sign_in_link=base_url + reverse("accounts:login"),
            reset_link=base_url + reverse("accounts:password_reset"),
        )


def reset_mail(*, user: User, base_url: str, language: str) -> None:
    """The link to choose a new password."""
    language = _language_of(user, language)
    with override(language):
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        token = default_token_generator.make_token(user)
        _send(
            to=user.email,
            language=language,
            subject=gettext("Choose a new password"),
            template="reset",
            user=user,
            link=base_url + reverse("accounts:password_reset_confirm", args=[uid, token]),
            hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
        )


def approval_wanted_mail(*, user: User, approver: User, base_url: str) -> None:
    """Ask a member of staff to look at a new account."""
    language = _language_of(approver)
    with override(language):
        link = base_url + reverse("wagtailusers_users:edit", args=[user.pk])
        subject = gettext("A new account waits for approval")
        _send(to=approver.email, language=language, subject=subject, template="approval_wanted", user=user, link=link)


def approved_mail(*, user: User) -> None:
    """Tell the owner that the account is ready."""
    language = _language_of(user)
    with override(language):
        # The approval may come from anywhere, so the address is the one the installation gives itself.
        link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("accounts:login")
        subject = gettext("Your account is ready")
        _send(to=user.email, language=language, subject=subject, template="approved", user=user, link=link)

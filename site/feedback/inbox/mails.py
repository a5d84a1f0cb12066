"""The mail that brings an answer to a reader, in the language the reader wrote in."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from accounts.conf import known_language
from accounts.hooks import account_site_name
from accounts.models import User
from content.audiences import ANONYMOUS, Reader, reader_for
from feedback.kinds import Thing, kinds_by_type
from feedback.models import Comment

LONGEST_TITLE = 80


def answer_mail(*, comment: Comment) -> None:
    """Send the answer of a comment to its reader, as plain text around which stands what it is about.

    Raises ObjectDoesNotExist where text or address have been erased, ValidationError for an address that is none, and
    whatever the mail server raises.
    """
    if not comment.email or not comment.answer or comment.erased:
        raise ObjectDoesNotExist
    validate_email(comment.email)
    language = known_language(comment.language)
    with override(language):
        site_name = one_line(account_site_name(settings.WAGTAIL_SITE_NAME, language=language))
        thing = _shown_to_reader(comment)
        title = one_line(thing.title) if thing else ""
        context = {
            "site_name": site_name,
            "title": title,
            "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + thing.url if thing and thing.url else "",
            "quoted": ["> " + line for line in comment.text.splitlines()],
            "answer": comment.answer.strip(),
        }
        body = render_to_string("feedback/mail/answer.txt", context).strip() + "\n"
        about = Truncator(title).chars(LONGEST_TITLE) or site_name
        subject = gettext("Your comment on “%(title)s”") % {"title": about}
    EmailMessage(subject=subject, body=body, to=[comment.email]).send()


def one_line(text: str) -> str:
    """Return text without line breaks and other signs that steer, so that it fits a header of a mail."""
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return " ".join(kept.split())


def _shown_to_reader(comment: Comment) -> Thing | None:
    """What it is about, unless it has been hidden from this reader meanwhile: then its new title is none of their business."""
    kind = kinds_by_type().get(comment.target_type_id or 0)
    if kind is None or not comment.target_id:
        return None
    return kind.listable(_reader(comment), [comment.target_id]).get(comment.target_id)


def _reader(comment: Comment) -> Reader:
    kind, _colon, number = comment.voter_key.partition(":")
    user = User.objects.filter(pk=int(number)).first() if kind == "user" and number.isdecimal() else None
    return reader_for(user) if user else ANONYMOUS

"""Making and approving accounts."""

import re
import secrets
from functools import partial

from django.db import IntegrityError, transaction

from accounts.hooks import user_signed_up
from accounts.models import User
from accounts.selectors import user_by_email
from accounts.tasks import approved_mail_send

# No letters that look alike, no vowels: the ending makes no words.
_ENDING_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
_TRIES = 5


class EmailTaken(Exception):
    """There is an account with this address already."""


def _user_name_for(email: str) -> str:
    """A user name from the part before the @. Always with a random ending, so it never tells which names are taken."""
    stem = re.sub(r"[^\w.-]", "", email.partition("@")[0].lower())[:40] or "reader"
    return f"{stem}-{''.join(secrets.choice(_ENDING_LETTERS) for _ in range(5))}"


def account_create(*, email: str, name: str, password: str, language: str, approved: bool) -> User:
    """Make the account of somebody who has proved to own `email`. Raises EmailTaken.

    Not `approved`: the account stays inactive until somebody activates it. Fires `user_signed_up` when it is stored.
    """
    for _attempt in range(_TRIES):
        if user_by_email(email=email):
            raise EmailTaken
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    _user_name_for(email),
                    email,
                    password,
                    first_name=name,
                    preferred_language=language,
                    is_active=approved,
                    awaiting_approval=not approved,
                )
                transaction.on_commit(partial(user_signed_up, user=user, approved=approved))
                return user
        except IntegrityError:
            continue  # the same address at the same moment, or the same random ending
    raise EmailTaken


def approvals_settle() -> int:
    """Tell those who have been activated that they may sign in. Returns their number; each is told once."""
    told = 0
    for user in User.objects.filter(awaiting_approval=True, is_active=True):
        # Only one of several processes gets the row.
        if User.objects.filter(pk=user.pk, awaiting_approval=True).update(awaiting_approval=False):
            approved_mail_send.enqueue(user.pk)
            told += 1
    return told

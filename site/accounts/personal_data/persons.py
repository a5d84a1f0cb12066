"""Whose data is meant."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from accounts.selectors import user_by_email, user_by_name_or_email

ADMIN = "wagtailadmin.access_admin"


@dataclass(frozen=True)
class Person:
    """An account, an e-mail address, or both. `email` is "" where none is known to be the person's own."""

    user: User | None = None
    email: str = ""


def person_of(user: User) -> Person:
    """Return the person who asks about themselves.

    Addresses of customers are proved when they sign up. Those who work in the admin can change theirs there, to anybody's:
    for them, what somebody left with an address alone is a matter for an administrator.
    """
    return Person(user, "" if user.has_perm(ADMIN) and not user.is_superuser else user.email)


def person_by(*, email: str = "", name: str = "") -> Person | None:
    """Return whom an administrator means: somebody with or without an account by address, or an account by its name.

    None where there is no account of that name, or nothing was given.
    """
    if email:
        return Person(user_by_email(email=email), email)
    user = user_by_name_or_email(identifier=name) if name else None
    return Person(user, user.email) if user else None

"""The first administrator of a fresh site: made by whoever opens a link that only the operator has seen.

The link is good for a day, and only while there is no administrator at all: so it works once, however many were printed.
"""

from django.contrib.auth.models import Group
from django.core import signing
from django.db import transaction

from accounts.models import User

SALT = "accounts.first_admin"
HOURS = 24
_MEANING = "first administrator"


class LinkUsed(Exception):
    """There is an administrator already."""


def has_admin() -> bool:
    """Tell whether there is an administrator, active or not."""
    return User.objects.filter(is_superuser=True).exists()


def first_admin_token() -> str:
    """Return what makes the address a secret."""
    return signing.dumps(_MEANING, salt=SALT)


def is_first_admin_token(token: str) -> bool:
    """Tell whether a token is ours and not too old."""
    try:
        return bool(signing.loads(token, salt=SALT, max_age=HOURS * 3600) == _MEANING)
    except signing.BadSignature:
        return False


def first_admin_create(*, username: str, email: str, password: str) -> User:
    """Make the first administrator. Raises LinkUsed where there is one, also when two ask at the same moment."""
    with transaction.atomic():
        # Whoever is second waits here and then sees the first one's work. (SQLite's transactions wait at their beginning.)
        list(Group.objects.select_for_update().order_by("pk")[:1])
        if has_admin():
            raise LinkUsed
        return User.objects.create_superuser(username, email, password)

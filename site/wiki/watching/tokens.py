"""The link that ends the mails without signing in. It holds the number of an account, signed, and is good for that alone."""

from __future__ import annotations

from django.core import signing

SALT = "wiki.watching.stop"


def stop_token(*, user_id: int) -> str:
    """A token for a person, safe in an address. It never ends: an old mail must still be able to end the mails."""
    return signing.Signer(salt=SALT).sign_object(user_id)


def stopped_user(*, token: str) -> int | None:
    """The person a token is for; None for one that is damaged or made up."""
    try:
        user_id = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return user_id if isinstance(user_id, int) else None

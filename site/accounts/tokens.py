"""The link that proves an e-mail address.

It carries the address, signed: so nothing is stored about people who never follow it.
"""

from django.core import signing

from accounts import conf

SALT = "accounts.sign_up"


class LinkInvalid(Exception):
    """The link is damaged, made up or too old."""


def confirmation_token(*, email: str) -> str:
    """A token for `email`, good for `conf.confirm_seconds()`, safe in an address."""
    return signing.dumps(email, salt=SALT)


def confirmed_email(*, token: str) -> str:
    """The address that the token proves. Raises LinkInvalid."""
    try:
        email = signing.loads(token, salt=SALT, max_age=conf.confirm_seconds())
    except signing.BadSignature as error:
        raise LinkInvalid from error
    return str(email)

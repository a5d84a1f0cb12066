"""What lets a reader say more about an answer just given: a token that names the vote, signed and good for some hours."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from feedback.models import Vote

GOOD_FOR = timedelta(hours=4)
"""Long enough to write in peace and to come back after a meal."""

_signer = signing.TimestampSigner(salt="feedback.follow_up")


class TokenInvalid(Exception):
    """The token is none of ours, or was changed on the way."""


class TokenExpired(TokenInvalid):
    """The token was good, and is too old."""


def follow_up_token(vote: Vote) -> str:
    """Return a token of this vote."""
    return _signer.sign(str(vote.pk))


def vote_of_token(token: str) -> int:
    """Return the id of the vote. Raises TokenInvalid, TokenExpired. Whose vote it is has to be looked at besides."""
    try:
        return int(_signer.unsign(token, max_age=GOOD_FOR))
    except signing.SignatureExpired as error:
        raise TokenExpired from error
    except (signing.BadSignature, ValueError) as error:
        raise TokenInvalid from error

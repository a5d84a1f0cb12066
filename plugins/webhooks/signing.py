"""Signatures by Standard Webhooks (https://www.standardwebhooks.com/): receivers find libraries for many languages there."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PREFIX = "whsec_"
BYTES = 32
# As the standard bounds them.
LEAST, MOST = 24, 64


def secret_make() -> str:
    """Return a new secret, as receivers enter it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def secret_validate(value: str) -> None:
    """Raise ValidationError for what no library of a receiver would take."""
    if not LEAST <= len(_key(value)) <= MOST:
        raise ValidationError(_("A secret begins with whsec_, followed by 24 to 64 bytes in Base64."))


def headers(*, secret: str, message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers that go with a message: its id, the time of this attempt, and the signature over both and the body.

    The signature is "v1," and the HMAC-SHA256 of "<id>.<seconds since 1970>.<body>" in Base64. The time lets receivers
    refuse what somebody caught and sends again later; the id lets them see a repeated attempt.
    """
    seconds = str(int(now.timestamp()))
    signed = b".".join((message_id.encode(), seconds.encode(), body))
    signature = base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": message_id, "webhook-timestamp": seconds, "webhook-signature": f"v1,{signature}"}


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
    except (binascii.Error, ValueError):
        return b""

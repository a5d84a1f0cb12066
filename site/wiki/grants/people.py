"""Keys for people: those who grant, and those who are granted something."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import Any

from django.db import IntegrityError, transaction

from wiki.grants.ledger import words_digest
from wiki.models import GrantPerson, GrantReference

LONGEST_REFERENCE = 120
# What shows nothing: control characters, marks of direction, joiners, soft hyphens, variation selectors and the like.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def reference_cleaned(text: str) -> str:
    """Return a reference as it is shown: one line, without anything that cannot be seen."""
    return " ".join(_INVISIBLE.sub("", text.replace("\t", " ").replace("\n", " ").replace("\r", " ")).split())


def reference_folded(reference: str) -> str:
    """Return a reference as it is compared: whatever its case, the width of its letters, its blanks and its digits."""
    text = unicodedata.normalize("NFKC", reference_cleaned(reference)).casefold()
    digits = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return "".join(digits.split())[:240]


def person_of(user: Any) -> GrantPerson:
    """Return the key of somebody who works here, made when it is needed."""
    known = GrantPerson.objects.filter(user=user).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return GrantPerson.objects.create(key=secrets.token_hex(16), user=user)
    except IntegrityError:  # another request was faster
        return GrantPerson.objects.get(user=user)


def customer_of(reference: str) -> GrantReference:
    """Return the key of a customer reference, made when it is needed. Call it under the lock of the chain.

    The same reference has the same key until it is erased.
    """
    folded = reference_folded(reference)
    known = GrantReference.objects.filter(folded=folded).first()
    if known is not None:
        return known
    shown, salt = reference_cleaned(reference), secrets.token_hex(16)
    return GrantReference.objects.create(key=words_digest(salt, shown), salt=salt, reference=shown, folded=folded)

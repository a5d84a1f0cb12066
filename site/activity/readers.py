"""Telling today's readers apart without knowing any of them.

A reader is the account, or for the signed-out the network address and the browser's name. None of these is stored: only a
hash of them and of the page, made with a random salt of the day and the site's secret key. So rows of one person on two
pages have nothing in common, yesterday's rows cannot be told from anybody else's (the salt is gone), and a copy of the
database says nothing by itself (the key is not in it). Salt and hashes go when the day has been counted.
"""

from __future__ import annotations

import secrets
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.addresses import client_address
from activity.models import DailySalt

_salts: dict[date, str] = {}


def reader_digest(request: HttpRequest, *, page_id: int, kind: int, day: date) -> str:
    """Return what stands for this reader on this page and day: 32 hexadecimal digits."""
    if request.user.is_authenticated:
        who = f"account/{request.user.pk}"
    else:
        who = f"{client_address(request)}/{request.headers.get('User-Agent', '')}"
    secret = f"{salt_of(day)}/{settings.SECRET_KEY}"
    return salted_hmac("activity.readers", f"{kind}/{page_id}/{who}", secret=secret, algorithm="sha256").hexdigest()[:32]


def salt_of(day: date) -> str:
    """Return the salt of a day, the same in all processes. It is random, and made by whoever needs it first."""
    known = _salts.get(day)
    if known is None:
        row, _is_new = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
        _salts.clear()
        known = _salts[day] = row.salt
    return known


def forget_salts() -> None:
    """Forget what this process knows of salts."""
    _salts.clear()

"""The job that sends: what is due, one after the other, each with a limit of time, and again later when it fails."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from sanad import (
    API_VERSION,
    ForbiddenAddressError,
    InnerHosts,
    WebError,
    inner_hosts,
    plugin_settings,
    web_request,
)

from . import signing
from .hooks import webhooks_targets
from .models import Delivery, Endpoint

# Between the first attempt and the second, and so on: a day and a half in all. Then the message is given up.
WAITS = [timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 1440)]
JITTER = 0.1
"""Share by which a wait is longer or shorter, so that a receiver that was away is not met by everything at once."""
SECONDS = 20.0
"""For which one run of the job sends: other jobs wait meanwhile."""
BATCH = 50
GONE = 410
"""By this answer a receiver says that it wants nothing more."""
BUSY = 429


def due_send() -> int:
    """Send what is due; return how much of it was delivered. A receiver that is away is left alone for a while."""
    until = time.monotonic() + SECONDS
    allowed = inner_hosts(plugin_settings("webhooks").inner_hosts)
    targets = webhooks_targets({})
    delivered, away = 0, set()
    for delivery in _due():
        if time.monotonic() > until:
            break
        receiver = delivery.endpoint_id or delivery.target
        if receiver in away:
            continue
        _attempt(delivery, targets.get(delivery.target, ""), allowed)
        delivered += delivery.status == Delivery.Status.DELIVERED
        if delivery.answer is None or delivery.answer >= 500 or delivery.answer == BUSY:
            away.add(receiver)
            _postpone_others(delivery)
    return delivered


def _due() -> Iterator[Delivery]:
    """The oldest first. Those of receivers that are switched off wait until these are on again."""
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, next_try__lte=timezone.now())
    rows = waiting.exclude(endpoint__is_on=False).select_related("endpoint").order_by("next_try", "pk")
    yield from rows[:BATCH]


def _postpone_others(delivery: Delivery) -> None:
    """A receiver that is away is asked again with one message, not with each that waits: every question may take its limit."""
    others = Delivery.objects.filter(status=Delivery.Status.WAITING, endpoint=delivery.endpoint, target=delivery.target)
    soon = timezone.now() + WAITS[0]
    others.exclude(pk=delivery.pk).filter(next_try__lt=soon).update(next_try=soon)


def _attempt(delivery: Delivery, address: str, allowed: InnerHosts) -> None:
    """Send it and store what came of it, in the row and in `delivery`."""
    body = json.dumps(delivery.body, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"Sanad-Webhooks/{API_VERSION}"}
    if delivery.endpoint:
        address = delivery.endpoint.address
        message_id = f"msg_{delivery.uuid.hex}"
        headers |= signing.headers(secret=delivery.endpoint.secret, message_id=message_id, body=body, now=timezone.now())
    delivery.attempts += 1
    delivery.answer, delivery.error = None, ""
    try:
        if not address:
            raise WebError("nothing has this name now, or it has no address")
        delivery.answer = web_request(address, body=body, headers=headers, allowed=allowed).status
    except (WebError, ForbiddenAddressError) as error:
        delivery.error = str(error)[:300]
    _settle(delivery, timezone.now())


def _settle(delivery: Delivery, now: datetime) -> None:
    """Store what became of an attempt."""
    if delivery.answer is not None and 200 <= delivery.answer < 300:
        delivery.status, delivery.finished = Delivery.Status.DELIVERED, now
    elif delivery.answer == GONE or delivery.attempts > len(WAITS):
        delivery.status, delivery.finished = Delivery.Status.FAILED, now
    else:
        wait = WAITS[delivery.attempts - 1]
        delivery.next_try = now + wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
    # Somebody may have deleted the receiver meanwhile, and its messages with it.
    Delivery.objects.filter(pk=delivery.pk).update(
        status=delivery.status,
        finished=delivery.finished,
        attempts=delivery.attempts,
        next_try=delivery.next_try,
        answer=delivery.answer,
        error=delivery.error,
    )
    if delivery.answer == GONE and delivery.endpoint:
        Endpoint.objects.filter(pk=delivery.endpoint.pk).update(is_on=False)

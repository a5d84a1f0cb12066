"""What waits to be sent, and what was sent. A request that causes a message only writes a row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from sanad import plugin_settings

from .models import Delivery, Endpoint, Event


def receivers_of(event: Event) -> list[Endpoint]:
    """Return the receivers that are switched on and want to be told of the event. One query."""
    return [each for each in Endpoint.objects.filter(is_on=True) if event in each.events]


def event_add(event: Event, data: dict[str, Any], *, to: list[Endpoint], is_public: bool) -> None:
    """Put an event into the queue of these receivers; what is not for everybody only of those that may know of it."""
    now = timezone.now()
    Delivery.objects.bulk_create([_delivery(each, event, data, now) for each in to if is_public or each.is_internal])


def trial_add(endpoint: Endpoint) -> Delivery:
    """Put a message into the queue that says nothing, for whoever sets a receiver up."""
    delivery = _delivery(endpoint, Event.TEST, {"receiver": endpoint.name}, timezone.now())
    delivery.save()
    return delivery


def message_add(*, target: str, event: str, body: dict[str, Any]) -> Delivery:
    """Put a message of another plugin into the queue: `body` is sent as JSON, as it is.

    `target` is a name that the filter `webhooks_targets` gives an address, mostly the plugin's slug; `event` names the
    message in the log. Call it from a hook or a job: it only writes a row, in the transaction of the caller.
    """
    return Delivery.objects.create(target=target, event=event, body=body)


def again(deliveries: list[Delivery]) -> int:
    """Send messages once more that were given up or delivered; return how many."""
    rows = Delivery.objects.filter(pk__in=[each.pk for each in deliveries]).exclude(status=Delivery.Status.WAITING)
    return rows.update(status=Delivery.Status.WAITING, attempts=0, next_try=timezone.now(), error="", answer=None, finished=None)


def old_delete() -> int:
    """Forget what was finished longer ago than the settings say; return how many lines that were."""
    before = timezone.now() - timedelta(days=plugin_settings("webhooks").keep_days)
    return Delivery.objects.exclude(status=Delivery.Status.WAITING).filter(finished__lt=before).delete()[0]


def _delivery(endpoint: Endpoint, event: Event, data: dict[str, Any], now: datetime) -> Delivery:
    body = {"type": event.value, "timestamp": now.isoformat(), "data": data}
    return Delivery(endpoint=endpoint, event=event, body=body, created=now, next_try=now)

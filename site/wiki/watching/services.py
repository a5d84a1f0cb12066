from __future__ import annotations

from typing import Any

from django.utils import timezone

from wiki.models import Frequency, WatchSettings


def settings_of(*, user: Any) -> WatchSettings | None:
    """Return how somebody is told; None for those who never watched anything."""
    return WatchSettings.objects.filter(user=user).first()


def frequency_set(*, user: Any, frequency: Frequency) -> None:
    """Choose how often mails come. What changed before is not told of."""
    WatchSettings.objects.update_or_create(user=user, defaults={"frequency": frequency, "told_until": timezone.now()})


def list_seen(*, user: Any) -> None:
    """Note that the list was looked at."""
    WatchSettings.objects.filter(user=user).update(seen_until=timezone.now())

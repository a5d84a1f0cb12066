"""Tells others when a page changed its state by its dates alone. Readers need no telling: `listable_to` looks at the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone

from content.models import HelpPage
from content.signals import visibility_changed
from plugins.hooks import add_action

EVERY_MINUTE = timedelta(minutes=1)
AT_ONCE = 500


def dated_changes_tell() -> int:
    """Announce the pages that became public or archived since the last run, some hundred in each transaction; return how many.

    A run that is killed leaves the rest to the next one; nothing is told twice.
    """
    told = 0
    while ids := _announce():
        told += len(ids)
    return told


@transaction.atomic
def _announce() -> list[int]:
    now = timezone.now()
    due = HelpPage._base_manager.filter(next_change__lte=now)
    ids = list(due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if ids:
        coming = Case(When(archived_at__gt=now, then=F("archived_at")), default=None)
        HelpPage._base_manager.filter(pk__in=ids, next_change__lte=now).update(next_change=coming)
        visibility_changed.send(sender=HelpPage, page_ids=ids)
    return ids


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Look for moments that have passed."""
    register("content.dated_changes", every=EVERY_MINUTE, run=dated_changes_tell)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)

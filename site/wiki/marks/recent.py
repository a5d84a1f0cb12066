"""What somebody read last: theirs alone, the last fifty pages, for thirty days."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import Error
from django.utils import timezone

from activity.brief import brief_write
from content.audiences import Audience, reader_for
from content.models import HelpPage
from wiki.marks.pages import in_order, readable
from wiki.models import RecentRead

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
MOST = 50
NOT_AGAIN = timedelta(minutes=5)


def read_note(*, page: HelpPage, user: Any) -> None:
    """Remember that an agent reads this page. A busy database loses it: nobody waits for that."""
    if page.alias_of_id is not None or reader_for(user).level < Audience.AGENT:
        return
    now = timezone.now()
    if RecentRead.objects.filter(user=user, page_id=page.pk, at__gt=now - NOT_AGAIN).exists():
        return
    row = RecentRead(user=user, page_id=page.pk, at=now)
    try:
        with brief_write():
            RecentRead.objects.bulk_create([row], update_conflicts=True, unique_fields=["user", "page"], update_fields=["at"])
    except Error as error:
        logger.warning("A page read last was not noted: %s", type(error).__name__)


def recent_of(user: Any, *, most: int = MOST) -> list[HelpPage]:
    """Return what somebody read last and may still read, the latest first. Two queries and one for the groups in use."""
    rows = RecentRead.objects.filter(user=user, at__gt=timezone.now() - KEPT).order_by("-at")[:MOST]
    ids = list(rows.values_list("page_id", flat=True))
    return in_order(readable(user).filter(pk__in=ids), ids)[:most] if ids else []


def recent_forget(*, user: Any) -> None:
    """Forget all that somebody read."""
    RecentRead.objects.filter(user=user).delete()


def recent_prune() -> None:
    """Delete what is too old, and what is too much for one person."""
    RecentRead.objects.filter(at__lte=timezone.now() - KEPT).delete()
    people = RecentRead.objects.values_list("user_id", flat=True).distinct()
    for user_id in people:
        kept = RecentRead.objects.filter(user_id=user_id).order_by("-at").values_list("pk", flat=True)[:MOST]
        RecentRead.objects.filter(user_id=user_id).exclude(pk__in=list(kept)).delete()

"""The time that this machine believes it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Revision

from operations.doctor.registry import register_exam
from operations.models import Backup, WorkerBeat

ALLOWED = timedelta(seconds=5)
AHEAD = timedelta(minutes=2)


def problems() -> Iterator[str]:
    """Another clock than the database's, and things that were done in the future."""
    now = timezone.now()
    if (theirs := _of_database()) is not None and abs(theirs - timezone.now()) > ALLOWED:
        seconds = abs(theirs - now).total_seconds()
        yield f"The clocks of this machine and of the database server differ by {seconds:.0f} seconds: have both follow NTP."
    for what, last in (
        ("the last revision of a page", Revision.objects.aggregate(last=Max("created_at"))["last"]),
        ("the last sign of life of a worker", WorkerBeat.objects.aggregate(last=Max("seen"))["last"]),
        ("the last backup", Backup.objects.aggregate(last=Max("started"))["last"]),
    ):
        if last is not None and last > now + AHEAD:
            yield (
                f"It is {now:%Y-%m-%d %H:%M} UTC here, and {what} is of {last:%Y-%m-%d %H:%M}: the clock is slow, or was ahead. "
                "Have it follow NTP."
            )


def _of_database() -> datetime | None:
    if connection.vendor != "postgresql":
        return None  # it has ours
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def register() -> None:
    """Register the exam."""
    register_exam("clock", "clocks agree, and nothing is of the future", problems)

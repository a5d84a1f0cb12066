"""Folding: the readers of today become counts of days, and old days become months."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from activity.models import DailyCount, DailySalt, Kind, MonthlyCount, OpenCount, Seen
from activity.targets import FIRST_NUMBER

AFTER_MIDNIGHT = timedelta(hours=1)
"""A day is closed when it has been over for so long: a row of its last second may still be on its way."""
BATCH = 500


def views_fold(now: datetime | None = None) -> int:
    """Count the readers of every day that has rows; return how many counts were written.

    The counts are set to what the rows say and never added to, so running it twice, or killing it in the middle, changes
    nothing. The rows of a day that is over go in the transaction that counts them for the last time, and its salt as well.
    """
    now = timezone.localtime(now)
    written = 0
    for day in Seen.objects.order_by("day").values_list("day", flat=True).distinct():
        with transaction.atomic():
            written += _count_day(day, closes=(now - AFTER_MIDNIGHT).date() > day)
    DailySalt.objects.filter(day__lt=(now - AFTER_MIDNIGHT).date()).delete()
    return written


def _count_day(day: date, *, closes: bool) -> int:
    rows = Seen.objects.filter(day=day)
    of_pages, of_others = rows.filter(kind__lt=FIRST_NUMBER), rows.filter(kind__gte=FIRST_NUMBER)
    # A day without its salt was closed before: what comes now is too late, and would stand in the place of its counts.
    is_late = closes and not DailySalt.objects.filter(day=day).exists()
    counts = [] if is_late else _counts(of_pages, day)
    DailyCount.objects.bulk_create(
        counts, batch_size=BATCH, update_conflicts=True, unique_fields=["page_id", "day"], update_fields=["views", "exits"]
    )
    openings = [] if is_late else _openings(of_others, day)
    _openings_write(openings)
    if closes:
        rows.delete()
        DailySalt.objects.filter(day=day).delete()
    return len(counts) + len(openings)


def _openings(rows: models.QuerySet[Seen], day: date) -> list[OpenCount]:
    found = rows.order_by("kind", "page_id").values_list("kind", "page_id").annotate(Count("pk"))
    return [OpenCount(kind=kind, target_id=pk, day=day, readers=count) for kind, pk, count in found]


def _openings_write(counts: list[OpenCount]) -> None:
    OpenCount.objects.bulk_create(
        counts, batch_size=BATCH, update_conflicts=True, unique_fields=["kind", "target_id", "day"], update_fields=["readers"]
    )


def _counts(rows: models.QuerySet[Seen], day: date) -> list[DailyCount]:
    found = rows.values("page_id").annotate(
        views=Count("pk", filter=Q(kind=Kind.VIEW)), exits=Count("pk", filter=Q(kind=Kind.EXIT))
    )
    return [DailyCount(day=day, **row) for row in found.order_by("page_id")]


def months_fold(today: date | None = None) -> int:
    """Sum up the days of months that are older than the days to be kept; return how many counts of days went.

    A month is summed up as a whole, in one transaction.
    """
    oldest = (today or timezone.localdate()) - timedelta(days=settings.SANAD_VIEWS_DAYS)
    gone = 0
    for month in _months(DailyCount.objects.filter(day__lt=oldest.replace(day=1))):
        with transaction.atomic():
            gone += _sum_up(month)
    # Sums of months stand on their first day: only what stands on others is left to be summed up.
    for month in _months(OpenCount.objects.filter(day__lt=oldest.replace(day=1)).exclude(day__day=1)):
        with transaction.atomic():
            gone += _sum_up_openings(month)
    return gone


def _months(counts: models.QuerySet[Any]) -> list[date]:
    return list(counts.annotate(month=TruncMonth("day")).order_by("month").values_list("month", flat=True).distinct())


def _sum_up_openings(month: date) -> int:
    days = OpenCount.objects.filter(day__year=month.year, day__month=month.month)
    sums = list(days.order_by("kind", "target_id").values_list("kind", "target_id").annotate(Sum("readers")))
    _openings_write([OpenCount(kind=kind, target_id=pk, day=month, readers=total) for kind, pk, total in sums])
    return days.exclude(day=month).delete()[0]


def _sum_up(month: date) -> int:
    days = DailyCount.objects.filter(day__year=month.year, day__month=month.month)
    sums: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for rows in (days, MonthlyCount.objects.filter(month=month)):
        by_page = rows.values("page_id").annotate(all_views=Sum("views"), all_exits=Sum("exits"))
        for page_id, views, exits in by_page.values_list("page_id", "all_views", "all_exits"):
            sums[page_id][0] += views
            sums[page_id][1] += exits
    counts = [MonthlyCount(page_id=pk, month=month, views=views, exits=exits) for pk, (views, exits) in sums.items()]
    MonthlyCount.objects.bulk_create(
        counts, batch_size=BATCH, update_conflicts=True, unique_fields=["page_id", "month"], update_fields=["views", "exits"]
    )
    return days.delete()[0]


def counts_delete(*, page_id: int) -> None:
    """Forget who read a page, for it is gone."""
    Seen.objects.filter(page_id=page_id, kind__lt=FIRST_NUMBER).delete()
    for model in (DailyCount, MonthlyCount):
        model._base_manager.filter(page_id=page_id).delete()


def openings_delete(*, kind: int, target_id: int) -> None:
    """Forget who opened something, for it is gone."""
    Seen.objects.filter(page_id=target_id, kind=kind).delete()
    OpenCount.objects.filter(target_id=target_id, kind=kind).delete()

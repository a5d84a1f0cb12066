"""What nobody asks for any more goes: runs that are over, notices that were read, the history of what is gone for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from localization.models import IS_OUTDATED, BackgroundRun, Notice, Stage, Translation, TranslationEvent, TranslationJob
from localization.runs import OPEN
from plugins.hooks import add_action

AT_ONCE = 500


def traces_drop() -> int:
    """Delete what is older than SANAD_TRANSLATION_LOG_DAYS and of no use; return how many rows. Safe at any time.

    Kept are the runs of open jobs; notices of work that still waits, for by these nobody is told twice; and the history of each
    translation that has a page or a source.
    """
    before = timezone.now() - timedelta(days=settings.SANAD_TRANSLATION_LOG_DAYS)
    return sum(_dropped(rows) for rows in (_runs(before), _notices(before), _events(before)))


def _runs(before: Any) -> QuerySet[BackgroundRun]:
    asked_for = TranslationJob.objects.filter(closed=None, run__isnull=False).values("run")
    return BackgroundRun.objects.filter(ended__lt=before).exclude(state__in=OPEN).exclude(pk__in=asked_for)


def _notices(before: Any) -> QuerySet[Notice]:
    waiting = Translation.objects.exclude(Q(stage=Stage.PUBLISHED) & ~IS_OUTDATED).values("pk")
    open_jobs = TranslationJob.objects.filter(closed=None).values("pk")
    read = Notice.objects.filter(read__lt=before)
    return read.filter(Q(translation=None) | ~Q(translation__in=waiting)).filter(Q(job=None) | ~Q(job__in=open_jobs))


def _events(before: Any) -> QuerySet[TranslationEvent]:
    gone = Translation.objects.filter(is_source_gone=True, object_id="")
    return TranslationEvent.objects.filter(at__lt=before, translation__in=gone)


def _dropped(rows: QuerySet[Any]) -> int:
    keys = list(rows.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        # Asked again, for much may have happened since.
        rows.filter(pk__in=keys[start : start + AT_ONCE]).delete()
    return len(keys)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Have it done every day."""
    register("localization.traces", every=timedelta(days=1), run=traces_drop)


def register() -> None:
    """Called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)

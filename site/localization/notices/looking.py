"""What nobody did, but time: days that come near or pass, and sources that were published anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from localization.models import IS_OUTDATED, Notice, Stage, Translation, TranslationEvent
from localization.notices.mails import mails_send
from localization.notices.telling import Told, notices_add
from localization.queue.selectors import only_ready
from localization.teams import members_of

SOON = timedelta(days=2)


def notices_look() -> None:
    """Tell of days and changes, and mail what could not be mailed yet. Safe to run at any time."""
    due_tell()
    changes_tell()
    mails_send()


def due_tell() -> int:
    """Tell whoever has a translation, else the leads, two days before it is due, and when the day has passed; each once."""
    today = timezone.localdate()
    waiting = Translation.objects.filter(due__lte=today + SOON, is_source_gone=False)
    waiting = waiting.exclude(Q(stage=Stage.PUBLISHED) & ~IS_OUTDATED)
    return notices_add(_due_notices(waiting, today))


def changes_tell() -> int:
    """Tell of published translations whose source changed by more than a typo: who has it, who did it last, or the leads."""
    outdated = Translation.objects.filter(IS_OUTDATED, is_source_gone=False)
    outdated = only_ready(outdated.filter(outdated_since__isnull=False))
    # As it was told of before: a source may change again before anybody came to it.
    told = Notice.objects.filter(kind=Told.SOURCE_CHANGED, created__gte=F("translation__outdated_since")).values("translation")
    return notices_add(_change_notices(outdated.exclude(pk__in=told)))


def _due_notices(waiting: QuerySet[Translation], today: Any) -> Iterator[Notice]:
    leads = _Leads()
    for row in waiting.select_related("assignee"):
        kind = Told.OVERDUE if row.due and row.due < today else Told.DUE_SOON
        for person in [row.assignee] if row.assignee and row.assignee.is_active else leads.of(row):
            key = f"{kind}:{row.pk}:{row.due}"
            yield Notice(user=person, translation=row, kind=kind, key=key, details={"due": str(row.due)})


def _change_notices(outdated: QuerySet[Translation]) -> Iterator[Notice]:
    leads, rows = _Leads(), list(outdated.select_related("assignee"))
    last: dict[int, Any] = {}
    done = TranslationEvent.objects.filter(translation__in=rows, what=TranslationEvent.What.SUBMITTED, user__is_active=True)
    for event in done.select_related("user").order_by("at", "pk"):
        last[event.translation_id] = event.user
    for row in rows:
        known = row.assignee if row.assignee and row.assignee.is_active else last.get(row.pk)
        for person in [known] if known else leads.of(row):
            key = f"{Told.SOURCE_CHANGED}:{row.pk}:{row.outdated_since:%Y%m%d%H%M%S}"
            yield Notice(user=person, translation=row, kind=Told.SOURCE_CHANGED, key=key, details={"level": row.level})


class _Leads:
    """The leads of languages, each looked up once."""

    def __init__(self) -> None:
        self.known: dict[int, list[Any]] = {}

    def of(self, row: Translation) -> list[Any]:
        if row.locale_id not in self.known:
            self.known[row.locale_id] = list(members_of(row.locale_id, "leads"))
        return self.known[row.locale_id]

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from localization.languages import language_info
from localization.models import JobItem, Stage, TranslationJob

DONE = Q(done__isnull=False)
WORK = Q(done=None) | Q(done__gt=F("job__created"))
"""What a job is about: not what readers had when it was asked for."""


@dataclass(frozen=True)
class Progress:
    """How far a job is in one language, of what its reader may see; `words` are those still to be translated."""

    code: str
    name: str
    who: str
    total: int
    done: int
    review: int
    translating: int
    to_do: int
    words: int

    @property
    def percent(self) -> int:
        """How much of it is published, from 0 to 100."""
        return round(100 * self.done / self.total) if self.total else 0


def items_for(job: TranslationJob, user: Any) -> QuerySet[JobItem]:
    """Return the items of a job that somebody may see."""
    from localization.visible import translations_visible_to

    seen = translations_visible_to(user).order_by().values("pk")
    found = JobItem.objects.filter(job=job, translation__in=seen)
    return found.select_related("translation__locale", "translation__assignee").order_by(
        "translation__locale", "translation__title", "pk"
    )


def progress_of(job: TranslationJob, user: Any) -> list[Progress]:
    """Return how far each language of a job is. Two queries."""
    left = Q(done=None)
    rows = items_for(job, user).filter(WORK).order_by().values("translation__locale").annotate(
        total=Count("pk"),
        finished=Count("pk", filter=DONE),
        review=Count("pk", filter=left & Q(translation__stage=Stage.REVIEW)),
        translating=Count("pk", filter=left & Q(translation__stage=Stage.TRANSLATING)),
        words=Sum(F("translation__words_total") - F("translation__words_done"), filter=left, default=0),
    )  # fmt: skip
    known: dict[Any, dict[str, Any]] = {row["translation__locale"]: dict(row) for row in rows}
    progress = []
    for each in job.languages.select_related("locale", "assignee").order_by("locale__language_code"):
        code, row = each.locale.language_code, known.get(each.locale_id, {})
        total, done, review, translating = (row.get(name, 0) for name in ("total", "finished", "review", "translating"))
        who = each.assignee.display_name() if each.assignee else ""
        rest = total - done - review - translating
        progress.append(
            Progress(code, language_info(code).name, who, total, done, review, translating, rest, row.get("words", 0))
        )
    return progress


def totals_of(jobs: Iterable[TranslationJob], user: Any) -> dict[int, tuple[int, int]]:
    """Return, by job, how many items somebody may see and how many of them are done. One query."""
    from localization.visible import translations_visible_to

    seen = translations_visible_to(user).order_by().values("pk")
    rows = JobItem.objects.filter(WORK, job__in=list(jobs), translation__in=seen).order_by().values("job")
    return {row["job"]: (row["n"], row["d"]) for row in rows.annotate(n=Count("pk"), d=Count("pk", filter=DONE))}

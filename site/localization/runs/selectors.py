"""What somebody sees of background runs: their own. Titles and problems name pages that others may not know of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from localization.models import BackgroundRun
from localization.problems import sentence_of
from localization.runs.running import OPEN, TITLE


@dataclass(frozen=True)
class Shown:
    """A run as a screen shows it. `percent` is None while nobody knows how much there is."""

    run: BackgroundRun
    title: str
    is_open: bool
    percent: int | None
    problems: list[str]


def runs_of(user: Any) -> QuerySet[BackgroundRun]:
    """Return the runs this person may see, the newest first; superusers see all."""
    rows = BackgroundRun.objects.select_related("user")
    return rows if user.is_superuser else rows.filter(user_id=user.pk)


def title_of(run: BackgroundRun) -> str:
    """Return what a run is called, in the active language where that is known."""
    return sentence_of(run.parameters.get(TITLE) or run.title)


def run_shown(run: BackgroundRun) -> Shown:
    """Return a run for a screen, its problems in the active language. No query."""
    percent = min(100, run.done * 100 // run.total) if run.total else None
    return Shown(run, title_of(run), run.state in OPEN, percent, [sentence_of(each) for each in run.problems])

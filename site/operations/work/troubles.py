"""What is not well now: jobs and tasks that failed, and parts of the site that say so of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operations.health import Part, State, health_report
from operations.work.labels import job_label, part_label, task_label
from operations.work.listing import RECENTLY, failed_jobs, failed_tasks

PATIENCE = timedelta(minutes=3)
"""So long a part may be unwell before it is told: a server that is restarted is no news."""


@dataclass(frozen=True)
class Found:
    """`key` is the same for the same trouble, `say` tells it in the active language, `detail` stays in English."""

    key: str
    say: Callable[[], str]
    detail: str = ""
    patience: timedelta = timedelta(0)

    @property
    def text(self) -> str:
        """A sentence for a person."""
        return self.say()


def troubles(parts: dict[str, Part] | None = None) -> list[Found]:
    """Return what is not well now. `parts` is the health report, where the caller has read it."""
    return [*_jobs(), *_tasks(), *_parts(health_report() if parts is None else parts)]


def _jobs() -> list[Found]:
    rows = failed_jobs().order_by("name")
    return [Found(f"job:{row.name}", partial(_job_text, row.name), row.last_error) for row in rows]


def _job_text(name: str) -> str:
    return _("The job “%(name)s” fails.") % {"name": job_label(name)}


def _tasks() -> list[Found]:
    rows = failed_tasks(timezone.now() - RECENTLY).order_by().values("task_path").annotate(number=Count("pk"))
    return [
        Found(f"task:{row['task_path']}"[:200], partial(_task_text, row["task_path"], row["number"]))
        for row in rows.order_by("task_path")
    ]


def _task_text(path: str, number: int) -> str:
    words = ngettext(
        "%(number)d task “%(name)s” has failed within a day.", "%(number)d tasks “%(name)s” have failed within a day.", number
    )
    return words % {"number": number, "name": task_label(path)}


def _parts(parts: dict[str, Part]) -> list[Found]:
    """Parts of the health report. Failed jobs are told one by one above, and not as the scheduler's once more."""
    failed = failed_jobs().exists()
    return [
        Found(f"part:{name}"[:200], partial(_part_text, name), part.text, PATIENCE)
        for name, part in parts.items()
        if part.state != State.OK and not (name == "scheduler" and failed)
    ]


def _part_text(name: str) -> str:
    return _("A part of the site is not well: %(name)s.") % {"name": part_label(name)}

"""The tasks of rooms below that keep their progress in rows."""

from __future__ import annotations

from faq_blocks.exchange.tasks import progress_of as rows_imported
from localization.models import BackgroundRun
from localization.runs import OPEN
from localization.runs.running import run_cancel
from localization.runs.selectors import title_of
from operations.work.kinds import Progress, register_task_kind


def run_progress(run_id: int) -> Progress | None:
    """How far work on many pages is."""
    run = BackgroundRun.objects.filter(pk=run_id).first()
    return None if run is None else Progress(run.done, run.total or None, title_of(run))


def run_stop(run_id: int) -> bool:
    """Ask work on many pages to end after the pages at hand."""
    run = BackgroundRun.objects.filter(pk=run_id, state__in=OPEN).first()
    if run is None:
        return False
    run_cancel(run)
    return True


def import_progress(import_id: int) -> Progress | None:
    """How many questions of a file are in."""
    done = rows_imported(import_id)
    return None if done is None else Progress(done)


def register() -> None:
    """Called once when the room is ready."""
    register_task_kind("localization.runs.tasks.run_work", progress=run_progress, cancel=run_stop)
    register_task_kind("faq_blocks.exchange.tasks.questions_import", progress=import_progress)

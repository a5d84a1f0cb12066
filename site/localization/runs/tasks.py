"""The worker's side. The task holds a number alone: all else is in the run's row."""

from __future__ import annotations

from django_tasks import task

from localization.runs.running import run_execute


@task()
def run_work(run_id: int) -> None:
    """Do the work of one run."""
    run_execute(run_id)

"""The health checks and jobs of this room, and of rooms that leave theirs to it."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command

from operations.background import tasks_wait_for_worker
from operations.health import register_health, scheduler_health, worker_health
from operations.jobs import register_job
from search.health import search_health
from search.tasks import process_outbox

EVERY_MINUTE = timedelta(minutes=1)
DAILY = timedelta(days=1)


def scheduled_publish() -> None:
    """Publish and expire what is due; Wagtail's own command."""
    call_command("publish_scheduled")


def search_outbox_retry() -> None:
    """Write what an engine did not take when it was asked to, or what no worker came to do."""
    process_outbox.call()


def sessions_clear() -> None:
    """Forget sessions that are over."""
    call_command("clearsessions")


def task_results_prune() -> None:
    """Forget tasks that were done two weeks ago."""
    if tasks_wait_for_worker():
        call_command("prune_db_task_results", queue_name="*", verbosity=0)


def register_own() -> None:
    """Register everything; called once when the room is ready."""
    register_health("search", search_health)
    register_health("worker", worker_health)
    register_health("scheduler", scheduler_health)
    register_job("pages.publish_scheduled", every=EVERY_MINUTE, run=scheduled_publish)
    register_job("search.outbox", every=EVERY_MINUTE, run=search_outbox_retry)
    register_job("accounts.clear_sessions", every=DAILY, run=sessions_clear)
    register_job("operations.prune_tasks", every=DAILY, run=task_results_prune)

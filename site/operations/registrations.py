"""The health checks and jobs of this room, and of rooms that leave theirs to it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import UploadedFile

from operations.background import tasks_wait_for_worker
from operations.backup import panel as backup_panel
from operations.backup.planned import backup_health
from operations.doctor import exams
from operations.health import register_health_check, scheduler_health, worker_health
from operations.jobs import all_jobs, register_job
from operations.models import ScheduledJob
from operations.system import own as own_panels
from operations.tasks import backup_planned
from operations.work import own_kinds
from operations.work.lost import tasks_reclaim
from operations.work.telling import troubles_tell
from plugins.lifecycle.leaving import Leftovers, leftovers
from search.health import search_health
from search.tasks import process_outbox

EVERY_MINUTE = timedelta(minutes=1)
DAILY = timedelta(days=1)
UPLOADS_KEPT = timedelta(days=7)


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


def uploads_prune() -> int:
    """Forget files that were uploaded into forms of the admin and never saved; return how many."""
    old, gone = timezone.now() - UPLOADS_KEPT, 0
    for upload in UploadedFile.objects.iterator():
        storage, name = upload.file.storage, upload.file.name
        if not storage.exists(name) or storage.get_modified_time(name) < old:
            upload.delete()
            storage.delete(name)
            gone += 1
    return gone


def backup_enqueue() -> None:
    """Have the backup made that is due."""
    backup_planned.enqueue()


def jobs_of(slug: str) -> list[str]:
    """Return the names of the jobs that are remembered for a plugin, running or not."""
    ours = [job.name for job in all_jobs() if not job.owner]
    rows = ScheduledJob.objects.filter(name__startswith=f"{slug}.").exclude(name__in=ours)
    return list(rows.order_by("name").values_list("name", flat=True))


def jobs_forget(slug: str) -> None:
    """Forget when the jobs of a plugin ran."""
    ScheduledJob.objects.filter(name__in=jobs_of(slug)).delete()


def register_own() -> None:
    """Register everything; called once when the room is ready."""
    leftovers.add(Leftovers(_("Scheduled jobs"), jobs_of, jobs_forget), name="jobs")
    register_health_check("search", search_health)
    register_health_check("worker", worker_health)
    register_health_check("scheduler", scheduler_health)
    register_health_check("backup", backup_health)
    exams.register_all()
    register_job("pages.publish_scheduled", every=EVERY_MINUTE, run=scheduled_publish)
    register_job("search.outbox", every=EVERY_MINUTE, run=search_outbox_retry)
    register_job("accounts.clear_sessions", every=DAILY, run=sessions_clear)
    if settings.SANAD_BACKUP_HOURS:
        register_job("operations.backup", every=timedelta(hours=settings.SANAD_BACKUP_HOURS), run=backup_enqueue)
    register_job("operations.prune_tasks", every=DAILY, run=task_results_prune)
    register_job("operations.prune_uploads", every=DAILY, run=uploads_prune)
    register_job("operations.reclaim_tasks", every=EVERY_MINUTE, run=tasks_reclaim)
    register_job("operations.tell_troubles", every=EVERY_MINUTE, run=troubles_tell)
    own_kinds.register()
    own_panels.register()
    backup_panel.register()

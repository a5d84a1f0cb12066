"""Work of this room that is done outside requests."""

from django_tasks import task

from operations.backup.planned import backup_now


@task()
def backup_planned() -> None:
    """Make the backup that is due; the worker does it, so that the scheduler goes on with what is due every minute."""
    backup_now(is_planned=True)

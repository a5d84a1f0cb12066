"""Work on the log that is done outside requests."""

from django_tasks import task

from search.log.retesting import failed_retest


@task()
def retest() -> None:
    """Ask failed queries again; enqueued for later when much is published in a short time."""
    failed_retest()

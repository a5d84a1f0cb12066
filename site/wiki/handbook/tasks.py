"""Large spaces take a while: the file is made in the background. The task holds a number alone."""

from django_tasks import task

from wiki.handbook import services


@task()
def handbook_make(file_id: int) -> None:
    """Make one PDF."""
    services.handbook_write(file_id=file_id)

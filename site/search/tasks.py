"""Work that is done outside requests."""

from django_tasks import task

from search.outbox import outbox_process

AT_ONCE = 1000


@task()
def process_outbox() -> None:
    """Empty the outbox, as far as the engines are there."""
    while outbox_process(AT_ONCE) >= AT_ONCE:
        pass

"""Work that is done outside requests."""

from django_tasks import task

from plugins.active import sync
from search.log import after_outbox
from search.outbox import outbox_process
from search.spelling import vocabulary_refresh

AT_ONCE = 1000


@task()
def process_outbox() -> None:
    """Empty the outbox, as far as the engines are there; then learn new words, and try failed searches again."""
    written = 0
    while done := outbox_process(AT_ONCE):
        written += done
        if done < AT_ONCE:
            break
    if written:
        vocabulary_refresh()
        after_outbox()


@task()
def rebuild_outdated() -> None:
    """Fill the engines anew that were made by other code."""
    from search.outdated import outdated_rebuild

    outdated_rebuild()


@task()
def follow_plugins() -> None:
    """Bring the engines in step with the plugins that were switched this moment."""
    from search.checking import all_check
    from search.outdated import outdated_rebuild

    sync(force=True)
    # A plugin that came and went before anybody looked leaves an index that seems to be ours, with single documents of others.
    if not outdated_rebuild():
        all_check(repair=True)


@task()
def check_and_repair() -> None:
    """Compare the engines with the database, and have the outbox mend what differs."""
    from search.checking import all_check

    all_check(repair=True)

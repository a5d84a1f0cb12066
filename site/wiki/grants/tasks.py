"""Mails about requests go out in the background. A task holds the number of a grant and nothing else."""

from django_tasks import task

from wiki.grants import mails


@task()
def grant_asked_mails(grant_id: str) -> None:
    """Tell those who may decide about a request."""
    mails.asked_mails(grant_id)


@task()
def grant_decided_mail(grant_id: str) -> None:
    """Tell whoever asked what was decided."""
    mails.decided_mail(grant_id)

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django_tasks import task

from plugins.hooks import add_action
from wiki.must_read import mails

HOURLY = timedelta(hours=1)


@task()
def request_tell(request_id: int) -> None:
    """Tell everybody whom a request reaches; a group may have hundreds of members."""
    from wiki.models import ReadingRequest

    request = ReadingRequest.objects.filter(pk=request_id, closed_at=None).select_related("page__locale", "asked_by").first()
    if request is not None:
        mails.tell_of(request)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Often, so that a failing mail server costs an hour."""
    register("wiki.must_read", every=HOURLY, run=mails.mails_send)


def connect() -> None:
    """Called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)

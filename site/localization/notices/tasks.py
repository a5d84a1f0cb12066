from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django_tasks import task

from plugins.hooks import add_action

HOURLY = timedelta(hours=1)


@task()
def notices_mail(user_id: int) -> None:
    """Mail a person what is new."""
    from localization.notices.mails import mail_person

    mail_person(user_id)


def on_scheduled_jobs(register: Callable[..., None]) -> None:
    """Look for what is due and what has changed. Each is told of once; often, so that a failing mail server costs an hour."""
    from localization.notices.looking import notices_look

    register("localization.notices", every=HOURLY, run=notices_look)


def connect() -> None:
    """Called once when the room is ready."""
    add_action("scheduled_jobs", on_scheduled_jobs)

"""Where rooms and plugins join in. They need no import of this room: `add_action("scheduled_jobs", ...)` is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action

if TYPE_CHECKING:
    from operations.health import RegisterHealth
    from operations.jobs import RegisterJob


@declare_action
def scheduled_jobs(*, register: RegisterJob) -> None:
    """The scheduler asks what there is to do again and again.

    Answer with `register("room.job", every=timedelta(hours=1), run=work)`. `work` takes no arguments; the scheduler is the
    only one that runs it at a time. It may be run again after a crash, so running it twice must do no harm.
    """


@declare_action
def health_checks(*, register: RegisterHealth) -> None:
    """Whoever watches over the site asks how its parts are.

    Answer with `register("name", check)`; `check` returns whether all is well and a line in English that strangers may
    read, such as `(False, "the mail server does not answer")`. It must answer within a second or two.
    """

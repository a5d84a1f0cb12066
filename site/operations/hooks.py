"""Where rooms and plugins join in. They need no import of this room: `add_action("scheduled_jobs", ...)` is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action

if TYPE_CHECKING:
    from operations.doctor.registry import RegisterExam
    from operations.health import RegisterHealth
    from operations.jobs import RegisterJob
    from operations.page_cache.dated import RegisterDated


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


@declare_action
def dated_changes(*, register: RegisterDated) -> None:
    """Public pages are kept ready-made, and it is asked when they change next by the clock alone.

    Answer with `register("name", find)`. `find` takes a moment and returns the first later one at which something that signed-out
    readers see changes without anything being written, such as the last day of a banner; or None. It is asked after every
    change, so it should not cost more than a query.
    """


@declare_action
def doctor_exams(*, register: RegisterExam) -> None:
    """`manage.py doctor` asks what there is to look at.

    Answer with `register("name", "what is looked at", look, mend)`. `look` yields a sentence in English for each thing that is
    wrong and may take its time; `mend`, which may be left out, mends what can be mended while the site is at work, and does no
    harm when it is called again. A plugin's exam is called like its slug, or "slug.name".
    """

"""Starting, running, stopping and resuming of background runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override

from localization.models import BackgroundRun
from localization.problems import Problem, problem, sentence_of

logger = logging.getLogger("localization")

State = BackgroundRun.State
OPEN = (State.WAITING, State.RUNNING)
"""A run that is not over."""
SILENT = timedelta(minutes=3)
"""A run whose last sign is older has lost its worker: each chunk gives one, and none takes that long."""
MOST_PROBLEMS = 200
"""That many are kept; whoever has more has read enough."""

TITLE = "title"
"""Among the parameters of a run: what it is called, as a code and facts."""

Work = Callable[[BackgroundRun, "Steps"], None]
Ended = Callable[[BackgroundRun], None]
_works: dict[str, tuple[Work, Ended | None]] = {}


class AlreadyRunning(Exception):
    """The same work is open already; `run` is it."""

    def __init__(self, run: BackgroundRun) -> None:
        super().__init__(f"Run {run.pk} does this already.")
        self.run = run


class Cancelled(Exception):
    """Somebody wants the work to end, or another worker has taken it over. Work lets this through."""


class Steps:
    """How work tells how far it is. Each call is one statement, in no transaction of the work."""

    def __init__(self, run: BackgroundRun) -> None:
        self.run = run
        self.problems = list(run.problems)

    def done(self, number: int = 1, *, skipped: int = 0, problems: Sequence[Problem] = ()) -> None:
        """Count finished steps. Raises Cancelled when nobody wants the rest: what is done stays done."""
        changes: dict[str, Any] = {"done": F("done") + number, "skipped": F("skipped") + skipped, "beat": timezone.now()}
        if problems:
            self.problems = [*self.problems, *problems][:MOST_PROBLEMS]
            changes["problems"] = self.problems
        mine = BackgroundRun.objects.filter(pk=self.run.pk, state=State.RUNNING, started=self.run.started)
        if not mine.update(**changes):
            raise Cancelled
        if BackgroundRun.objects.filter(pk=self.run.pk, is_cancelled=True).exists():
            raise Cancelled

    def total(self, number: int) -> None:
        """Say how many steps there will be, once that is known."""
        BackgroundRun.objects.filter(pk=self.run.pk).update(total=number, beat=timezone.now())

    def result(self, **facts: Any) -> None:
        """Keep facts for whoever started it (plain JSON), beside those that were kept before."""
        self.run.result = {**self.run.result, **facts}
        BackgroundRun.objects.filter(pk=self.run.pk).update(result=self.run.result)


def register_run(kind: str, work: Work, *, on_ended: Ended | None = None) -> None:
    """Say what runs of a kind do. The work gets the run, whose `parameters` are all it knows, and is safe to do again.

    `on_ended` is called when the run is over, however it ended.
    """
    _works[kind] = work, on_ended


def run_start(
    *,
    kind: str,
    title: str | Problem,
    parameters: dict[str, Any],
    open_key: str | None,
    user: Any,
    total: int = 0,
    is_at_once: bool = False,
) -> BackgroundRun:
    """Have the worker do something when this transaction is committed, and return the run.

    A `title` made by `problem` is told in the language of whoever reads it, and kept in the site's.
    `open_key` names what is worked on; raises AlreadyRunning while it is. `is_at_once` is for small work: it is done here,
    in the caller's transaction if there is one. Raises KeyError for an unknown kind.
    """
    if kind not in _works:
        raise KeyError(kind)
    if not isinstance(title, str):
        parameters = {**parameters, TITLE: title}
        with override(settings.LANGUAGE_CODE):
            title = sentence_of(title)
    try:
        with transaction.atomic():
            run = BackgroundRun.objects.create(
                kind=kind, title=title[:255], parameters=parameters, open_key=open_key, user=user, total=total
            )
    except IntegrityError:
        other = BackgroundRun.objects.filter(open_key=open_key).first()
        if other is None:
            raise
        raise AlreadyRunning(other) from None
    if is_at_once:
        run_execute(run.pk)
        run.refresh_from_db()
    else:
        transaction.on_commit(partial(_enqueue, run.pk))
    return run


def run_cancel(run: BackgroundRun) -> None:
    """Ask a run to end after its chunk. One that no worker has begun ends at once; a finished one stays what it is."""
    now = timezone.now()
    waiting = BackgroundRun.objects.filter(pk=run.pk, state=State.WAITING)
    has_ended = waiting.update(state=State.CANCELLED, is_cancelled=True, open_key=None, ended=now)
    if not has_ended:
        BackgroundRun.objects.filter(pk=run.pk, state=State.RUNNING).update(is_cancelled=True)
    run.refresh_from_db()
    if has_ended:
        _ended(run)


def run_execute(run_id: int) -> None:
    """Do the work of a run, once: another worker that has begun it and gives signs is left to it."""
    now = timezone.now()
    silent = Q(state=State.RUNNING) & (Q(beat__lt=now - SILENT) | Q(beat=None))
    free = BackgroundRun.objects.filter(Q(state=State.WAITING) | silent, pk=run_id)
    if not free.update(state=State.RUNNING, started=now, beat=now, done=0, skipped=0, problems=[]):
        return
    run = BackgroundRun.objects.get(pk=run_id)
    if run.is_cancelled:
        _end(run, State.CANCELLED)
        return
    steps = Steps(run)
    try:
        with override(None):
            _works[run.kind][0](run, steps)
    except Cancelled:
        _end(run, State.CANCELLED)
    except Exception as error:
        logger.exception("Run %s (%s) failed", run.pk, run.kind)
        BackgroundRun.objects.filter(pk=run.pk).update(problems=[*steps.problems, problem("ended", error=_words(error))])
        _end(run, State.FAILED)
    else:
        _end(run, State.DONE)


def runs_resume() -> int:
    """Give the worker the runs again that lost theirs; return how many. A job for the scheduler, safe at any time."""
    old = timezone.now() - SILENT
    unseen = Q(beat__lt=old) | Q(beat=None, created__lt=old)
    ids = list(BackgroundRun.objects.filter(unseen, state__in=OPEN).values_list("pk", flat=True))
    # Those that only wait get a sign, too: a worker with much to do is not sent the same again each minute.
    BackgroundRun.objects.filter(pk__in=ids, state=State.WAITING).update(beat=timezone.now())
    for pk in ids:
        _enqueue(pk)
    return len(ids)


def _end(run: BackgroundRun, state: str) -> None:
    mine = BackgroundRun.objects.filter(pk=run.pk, state=State.RUNNING, started=run.started)
    if mine.update(state=state, open_key=None, ended=timezone.now()):
        _ended(run)


def _ended(run: BackgroundRun) -> None:
    on_ended = _works[run.kind][1] if run.kind in _works else None
    if on_ended is not None:
        on_ended(run)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _enqueue(run_id: int) -> None:
    from localization.runs.tasks import run_work

    run_work.enqueue(run_id)

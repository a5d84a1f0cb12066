"""How the parts of the site are, for who watches over it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from django.db import Error, connection
from django.utils import timezone

from operations.background import tasks_wait_for_worker, tasks_waiting
from operations.heartbeat import alive_since
from operations.hooks import health_checks
from operations.jobs import all_jobs
from operations.models import ScheduledJob, WorkerBeat, WorkerKind
from plugins.naming import own_name, owner_for
from plugins.registry import Registry
from plugins.shield import shielded

logger = logging.getLogger(__name__)

Check = Callable[[], tuple[bool, str]]
"""Returns whether all is well, and a line about it that strangers may read."""

SCHEDULER_LATE = timedelta(minutes=3)
"""Some jobs run every minute: with none run for this long, neither a scheduler nor a cron job is at work."""


class State(StrEnum):
    """`DEGRADED`: the site works, but not all of it. `DOWN`: it does not. `UNKNOWN`: it could not be asked."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """One part of the site."""

    state: State
    text: str


class RegisterHealth(Protocol):
    """What listeners of the action `health_checks` get."""

    def __call__(self, name: str, check: Check) -> None: ...


_own: Registry[Check] = Registry("health checks")


def register_health_check(name: str, check: Check) -> None:
    """Have whoever watches over the site told how a part of it is; the same name again replaces it.

    `check` returns whether all is well and a line in English that strangers may read, such as
    `(False, "the mail server does not answer")`, within a second or two. A plugin's part is called like its slug, or
    "<slug>.name". Rooms below this one listen to the action `health_checks` instead. Raises ValueError for another name.
    """
    owner = owner_for(check)
    _own.add(check, name=_own_part(name, owner), owner=owner, replace=True)


def _own_part(name: str, owner: str) -> str:
    return name if name == owner else own_name(name, owner, separator=".", what="health check")


def health_report() -> dict[str, Part]:
    """Return the state of every part, the database first. Nothing else is asked while the database is down."""
    database = _database()
    parts = {"database": database}
    for name, (owner, check) in _checks().items():
        if database.state == State.OK:
            parts[name] = _checked(name, owner, check)
        else:
            parts[name] = Part(State.UNKNOWN, "not asked while the database is down")
    return parts


def overall(parts: dict[str, Part]) -> State:
    """Return the state of the whole site: down with its database, degraded with anything else."""
    if parts["database"].state != State.OK:
        return State.DOWN
    return State.OK if all(part.state == State.OK for part in parts.values()) else State.DEGRADED


def _checks() -> dict[str, tuple[str, Check]]:
    """Return the checks by name, each with the plugin it belongs to, if any."""
    checks = {each.name: (each.owner, each.entry) for each in _own.entries()}

    def register(name: str, check: Check) -> None:
        owner = owner_for(check)
        checks[_own_part(name, owner)] = (owner, check)

    health_checks(register=register)
    checks.pop("database", None)  # decides about the whole: not to be replaced
    return checks


def _checked(name: str, owner: str, check: Check) -> Part:
    if owner:
        return shielded(owner, f"health check {name}", lambda: _part(check), Part(State.DEGRADED, "the check failed"))
    try:
        return _part(check)
    except Exception as error:  # a check that breaks says that its part is not well
        logger.exception("the health check of %s failed", name)
        return Part(State.DEGRADED, f"the check failed ({type(error).__name__})")


def _part(check: Check) -> Part:
    is_ok, text = check()
    return Part(State.OK if is_ok else State.DEGRADED, str(text))


def _database() -> Part:
    try:
        WorkerBeat.objects.exists()
    except Error as error:
        # The message may name hosts and users: it goes to the log, its kind to strangers.
        logger.warning("the database does not answer as it should: %s", error)
        return Part(State.DOWN, f"does not answer as it should ({type(error).__name__})")
    return Part(State.OK, connection.display_name)


def worker_health() -> tuple[bool, str]:
    """Return whether somebody works off the tasks."""
    if not tasks_wait_for_worker():
        return True, "not needed: tasks run at once"
    alive = _alive(WorkerKind.WORKER)
    waiting = f"{tasks_waiting()} tasks waiting"
    return (True, f"{alive} running, {waiting}") if alive else (False, f"none is running, {waiting}")


def scheduler_health() -> tuple[bool, str]:
    """Return whether jobs are run, by a scheduler or by cron, and whether they went well."""
    alive = _alive(WorkerKind.SCHEDULER)
    if not alive and not ScheduledJob.objects.filter(last_run__gte=timezone.now() - SCHEDULER_LATE).exists():
        return False, "none is running: nothing is published or expired on time"
    known = [job.name for job in all_jobs()]
    failing = ScheduledJob.objects.filter(name__in=known).exclude(last_error="")
    failed = list(failing.order_by("name").values_list("name", flat=True))
    if failed:
        return False, f"failed last time: {', '.join(failed)}"
    return True, f"{alive} running" if alive else "run from time to time"


def _alive(kind: WorkerKind) -> int:
    return WorkerBeat.objects.filter(kind=kind, seen__gte=alive_since(timezone.now())).count()

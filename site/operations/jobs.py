"""What is to be done again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from operations.hooks import scheduled_jobs
from plugins.naming import own_name, owner_for
from plugins.registry import Registry


@dataclass(frozen=True)
class Job:
    """`run` is called every `every`, or as soon as possible after a pause; what it returns does not matter.

    `owner` is the slug of a plugin, or empty.
    """

    name: str
    every: timedelta
    run: Callable[[], Any]
    owner: str = ""


class RegisterJob(Protocol):
    """What listeners of the action `scheduled_jobs` get."""

    def __call__(self, name: str, *, every: timedelta, run: Callable[[], Any]) -> None: ...


_own: Registry[Job] = Registry("jobs")


def register_job(name: str, *, every: timedelta, run: Callable[[], Any]) -> None:
    """Have the scheduler call `run` again and again, by one process at a time, with at least `every` in between.

    `run` takes no arguments. It may be run again after a crash, so running it twice must do no harm; when it raises, it is
    run again at its next time. The name has up to 100 characters, a plugin's is "<slug>.name"; the same name again replaces
    the job. A plugin's jobs run while it is active. Rooms below this one listen to the action `scheduled_jobs` instead.
    Raises ValueError for a name that does not fit and for less than a second.
    """
    job = _job(name, every, run)
    _own.add(job, name=name, owner=job.owner, replace=True)


def all_jobs() -> list[Job]:
    """Return the jobs of active plugins, of this room and of whoever listens to `scheduled_jobs`, as they were registered."""
    found = {job.name: job for job in _own}

    def register(name: str, *, every: timedelta, run: Callable[[], Any]) -> None:
        found[name] = _job(name, every, run)

    scheduled_jobs(register=register)
    return list(found.values())


def _job(name: str, every: timedelta, run: Callable[[], Any]) -> Job:
    owner = owner_for(run)
    if not 0 < len(name) <= 100:
        raise ValueError(f"The job {name!r} needs a name of 1 to 100 characters.")
    if every < timedelta(seconds=1):
        raise ValueError(f"The job {name!r} cannot run more often than every second.")
    return Job(own_name(name, owner, separator=".", what="job"), every, run, owner)

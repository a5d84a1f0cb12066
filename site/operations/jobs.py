"""What is to be done again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from operations.hooks import scheduled_jobs


@dataclass(frozen=True)
class Job:
    """`run` is called every `every`, or as soon as possible after a pause; what it returns does not matter."""

    name: str
    every: timedelta
    run: Callable[[], Any]


class RegisterJob(Protocol):
    """What listeners of the action `scheduled_jobs` get."""

    def __call__(self, name: str, *, every: timedelta, run: Callable[[], Any]) -> None: ...


_own: dict[str, Job] = {}


def register_job(name: str, *, every: timedelta, run: Callable[[], Any]) -> None:
    """Make a job known under a name of up to 100 characters; the same name again replaces it.

    For this room and those above it. Rooms below, and plugins, listen to the action `scheduled_jobs`.
    Raises ValueError for a name that does not fit and for less than a second.
    """
    _add(_own, name, every, run)


def all_jobs() -> list[Job]:
    """Return the jobs of this room and of whoever listens to `scheduled_jobs`, in the order of registration."""
    found = dict(_own)

    def register(name: str, *, every: timedelta, run: Callable[[], Any]) -> None:
        _add(found, name, every, run)

    scheduled_jobs(register=register)
    return list(found.values())


def _add(jobs: dict[str, Job], name: str, every: timedelta, run: Callable[[], Any]) -> None:
    if not 0 < len(name) <= 100:
        raise ValueError(f"The job {name!r} needs a name of 1 to 100 characters.")
    if every < timedelta(seconds=1):
        raise ValueError(f"The job {name!r} cannot run more often than every second.")
    jobs[name] = Job(name, every, run)

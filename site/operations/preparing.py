"""What must be true of a public site before its processes start, and after every new version."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection

# Any number that nobody else uses; the letters of the product.
_LOCK = 0x53616E6164
Tell = Callable[[str], None]


class NotReachable(Exception):
    """The database did not answer in time. The text is one line."""


def database_wait(*, seconds: float, tell: Tell) -> None:
    """Wait until the database answers: with containers it may start at the same time. Raises NotReachable."""
    deadline = time.monotonic() + seconds
    told = False
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() >= deadline:
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise NotReachable(f"The database does not answer: {reason}") from error
            if not told:
                tell("Waiting for the database ...")
                told = True
            time.sleep(0.5)
        else:
            return


@contextmanager
def only_one(folder: Path, *, tell: Tell) -> Iterator[None]:
    """Let others wait who prepare the same site: on this machine by a file, on others by the database where it can lock."""
    with (folder / "prepare.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another process is preparing this site; waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        with _database_lock(tell):
            yield


@contextmanager
def _database_lock(tell: Tell) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    # Asked again and again: a question that waits would be ended by a statement timeout.
    told = False
    while not _ask("SELECT pg_try_advisory_lock(%s)"):
        if not told:
            tell("Another process is preparing this site; waiting for it ...")
            told = True
        time.sleep(0.5)
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(%s)")


def _ask(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [_LOCK])
        return bool(cursor.fetchone()[0])


def site_prepare(*, verbosity: int = 1) -> None:
    """Bring tables, static files and the first pages up to date; safe to repeat, and while the site runs."""
    call_command("check", deploy=True, fail_level="ERROR", verbosity=verbosity)
    call_command("migrate", interactive=False, verbosity=verbosity)
    # Nothing is removed: pages that readers have open still ask for the files of the version before.
    call_command("collectstatic", interactive=False, verbosity=min(verbosity, 1))
    call_command("ensure_home", if_none=True)

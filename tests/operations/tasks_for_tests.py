"""Tasks that leave a trace outside of the database."""

from __future__ import annotations

import os
import time

from django_tasks import task


@task()
def noted(path: str, line: str, seconds: float = 0.0) -> None:
    """Write a line to a file when it begins; take so long."""
    with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123 - appending is what keeps lines of several processes whole
        file.write(f"{line} {os.getpid()}\n")
    time.sleep(seconds)


@task()
def failing(address: str) -> None:
    """Fail, and tell what it was called with."""
    raise ValueError(f"no mail for {address}")

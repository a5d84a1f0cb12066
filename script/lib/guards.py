"""Guards before slow work: one at a time, and enough room on the disk."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from script.lib.console import Failure


@contextmanager
def only_one(lock: Path, *, doing: str, out: TextIO | None = None) -> Iterator[None]:
    """Hold a lock file while something is made; whoever comes second waits and is told so.

    `out`: where to tell it, stdout by default.
    The lock goes with the process: a killed run leaves nothing to clear away.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode().strip() or "unknown"
            print(f"Another run (process {holder}) is {doing}; waiting for it ...", file=out or sys.stdout, flush=True)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def check_space(folder: Path, *, megabytes: int, purpose: str) -> None:
    """Raise Failure when the file system of `folder` (an existing one) has less than `megabytes` (10^6 bytes) free."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < megabytes:
        raise Failure(f"not enough disk space in {folder}: {free} MB free, {purpose} needs about {megabytes} MB")


def check_writable(folder: Path) -> None:
    """Raise Failure when nothing can be written into an existing folder."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failure(f"no permission to write into {folder}")

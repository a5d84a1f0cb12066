"""What stands in the way, as a sentence for the operator."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class BackupError(Exception):
    """A backup or its restoration cannot be done; the message says why, and what to do."""


@contextmanager
def told(doing: str) -> Iterator[None]:
    """Turn an error of the operating system into a sentence."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        if error.errno in FULL:
            raise BackupError(f"The disk is full{place}: {doing} was given up. Make room and try again.") from error
        raise BackupError(f"{doing[0].upper()}{doing[1:]} failed: {error.strerror or error}{place}.") from error

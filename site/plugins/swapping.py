"""Put one folder into the place of another, so that whoever looks finds the one or the other, whole, at any moment."""

from __future__ import annotations

import ctypes
import errno
import os
from contextlib import suppress
from pathlib import Path

OUTGOING = ".outgoing-"
_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE


def swap(new: Path, target: Path) -> None:
    """Let `new` and `target` change places; both lie in one folder. Without a target `new` is renamed. Raises OSError."""
    if not target.exists():
        new.rename(target)
        return
    try:
        _exchange(new, target)
    except OSError as error:
        # Not every system and file system can exchange two names in one step.
        if error.errno not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
            raise
        _in_steps(new, target)


def mend(folder: Path) -> None:
    """Bring back what a process that died between two steps has left without its name. Never raises."""
    with suppress(OSError):
        for each in sorted(folder.glob(f"{OUTGOING}*")):
            target = folder / each.name.removeprefix(OUTGOING)
            if not target.exists():
                each.rename(target)


def _exchange(one: Path, other: Path) -> None:
    """Linux does it in one step."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))


def _in_steps(new: Path, target: Path) -> None:
    aside = target.with_name(f"{OUTGOING}{target.name}")
    target.rename(aside)
    try:
        new.rename(target)
    except BaseException:
        mend(target.parent)
        raise
    aside.rename(new)

"""Where numbers are kept: each process has files of its own in one folder, and whoever is asked adds all of them up.

The files are those of prometheus_client. Its own way to name them, by the number of the process, would mix up the containers
of one machine, which count their processes each from 1. So the name is drawn, and a lock on a file beside them tells that
its process lives: the system drops it however a process ends. What the dead have left is put together into one file.
"""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from prometheus_client import CollectorRegistry, mmap_dict, multiprocess
from prometheus_client import values as prometheus_values
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

# These parts of the library have no types.
values: Any = prometheus_values
MmapedDict: Any = mmap_dict.MmapedDict
MultiProcessCollector: Any = multiprocess.MultiProcessCollector

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
KINDS = ("counter", "histogram")
SIZE = 1 << 20
"""Bytes of a file, taken from the disk at once: memory that is mapped onto a full disk kills whoever writes into it."""

GONE = "gone"
"""The name under which the numbers of processes that have ended are kept."""

_lock = threading.RLock()
_mine: dict[int, tuple[str, IO[str]]] = {}
_opened: list[Path] = []


def folder() -> Path:
    """Return the folder of the numbers."""
    return Path(settings.SANAD_METRICS_FOLDER or os.devnull)


def is_strict() -> bool:
    """Tell whether a mistake in counting is to be raised."""
    return bool(getattr(settings, "SANAD_METRICS_STRICT", False))


def open_store() -> None:
    """Have numbers go into files. Where the folder cannot be written they are lost, and the log says so."""
    with _lock:
        if _opened and _opened[0] == folder():
            return
        _opened[:] = [folder()]
        if not settings.SANAD_METRICS_FOLDER:  # the suite
            _count_in_memory()
            return
        try:
            folder().mkdir(parents=True, exist_ok=True)
            os.environ[VARIABLE] = str(folder())
            values.ValueClass = values.MultiProcessValue(process_identifier=_name)
        except OSError as error:
            logger.warning("numbers cannot be kept in %s (%s), and are lost", folder(), error.strerror)
            _count_in_memory()


def _count_in_memory() -> None:
    os.environ.pop(VARIABLE, None)
    values.ValueClass = values.MutexValue


def _name() -> str:
    """Return the name of this process, and hold the lock that tells that it lives. A fork gets a name of its own."""
    pid = os.getpid()
    found = _mine.get(pid)
    if found is None:
        with _lock:
            name = secrets.token_hex(8)
            with _alone():  # or who tidies right now would take it for one of the dead
                file = (folder() / f"{name}.lock").open("w")
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for kind in KINDS:
                    _allocate(folder() / f"{kind}_{name}.db")
            # Of the parent nothing is kept open here, or its numbers would never be put with those of the dead.
            for _name_of_parent, file_of_parent in _mine.values():
                file_of_parent.close()
            _mine.clear()
            found = _mine[pid] = (name, file)
    return found[0]


def _allocate(path: Path) -> None:
    """Make a file of SIZE. Raises OSError where the disk has no room for it, and leaves none that cannot be read."""
    try:
        with path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, SIZE)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def registry() -> CollectorRegistry:
    """Return the numbers of all processes together."""
    open_store()
    found = CollectorRegistry()
    if VARIABLE in os.environ:
        _name()
        with _alone():
            try:
                _bury_the_dead()
            except OSError as error:  # a full disk: they are counted where they lie
                logger.warning("the numbers of ended processes could not be put together: %s", error.strerror)
            found.register(_Sums(MultiProcessCollector(None, path=str(folder())).collect()))
    return found


class _Sums(Collector):
    """What was read at one moment."""

    def __init__(self, found: Iterable[Metric]) -> None:
        self._found = list(found)

    def collect(self) -> Iterator[Metric]:
        """Return it."""
        return iter(self._found)


@contextmanager
def _alone() -> Iterator[None]:
    """One process reads and tidies at a time: a file that is put with others must not be counted twice."""
    with (folder() / "reading.lock.file").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _bury_the_dead() -> None:
    """Put the numbers of processes that have ended into one file for each kind, so that restarts do not fill the folder."""
    for lock in folder().glob("*.lock"):
        if _is_dead(lock):
            for kind in KINDS:
                _bury(kind, lock.stem)
            lock.unlink(missing_ok=True)


def _is_dead(lock: Path) -> bool:
    if lock.stem == _name():
        return False
    try:
        with lock.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _bury(kind: str, name: str) -> None:
    """Add one file to that of the dead: written aside, then put in place, and only then the old one goes."""
    dead, gone = folder() / f"{kind}_{name}.db", folder() / f"{kind}_{GONE}.db"
    if not dead.exists():
        return
    sums: dict[str, float] = {}
    for path in (gone, dead):
        if path.exists():
            for key, value, _timestamp, _position in MmapedDict.read_all_values_from_file(str(path)):
                sums[key] = sums.get(key, 0.0) + value
    aside = folder() / f"{kind}_{GONE}.new"
    aside.unlink(missing_ok=True)
    _allocate(aside)
    written = MmapedDict(str(aside))
    for key, value in sums.items():
        written.write_value(key, value, 0.0)
    written.close()
    aside.replace(gone)
    dead.unlink()


def close_store() -> None:
    """Let go of files and locks, in tests: what is counted next begins in the folder that is set then."""
    with _lock:
        values.close_all_multiprocess_files()
        for _name_here, file in _mine.values():
            file.close()
        _mine.clear()
        _opened.clear()
        os.environ.pop(VARIABLE, None)

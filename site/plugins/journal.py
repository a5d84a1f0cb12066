"""The crash journal: which plugin was being loaded when a process died at its start.

Each process writes the plugin in hand into a file it holds a lock on. A file whose lock is free belongs to a dead process:
what stands in it is a strike against that plugin, and at the second one it is left out. One strike could be somebody's
SIGKILL at the wrong moment; processes that died in the same moment count as one, and an hour later it is forgotten. A plugin
whose files change begins anew.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from plugins.store import only_one, read_json, write_json

STRIKES = 2
SECONDS_BETWEEN = 3600


class Journal:
    """A file that names the plugin in hand. Does nothing when the file cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: int | None = None
        self.began = time.time()
        self.steps = 0
        self.outer: list[bytes] = []  # the steps in the midst of which the one in hand was begun
        self.entry = b""
        self.process = os.getpid()
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def enter(self, slug: str, stage: str) -> None:
        """Note that this plugin is in hand from now on."""
        if self.file is not None and self.process == os.getpid():
            self.steps += 1
            entry = {"slug": slug, "stage": stage, "step": self.steps, "began": self.began, "at": time.time()}
            self.outer.append(self.entry)
            self._write(json.dumps(entry).encode())

    def leave(self) -> None:
        """Note that what was in hand before is in hand again; mostly nothing."""
        if self.file is not None and self.process == os.getpid():
            self._write(self.outer.pop() if self.outer else b"")

    def close(self) -> None:
        """All is loaded: take the file away."""
        if self.file is not None and self.process == os.getpid():
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            os.close(self.file)
        self.file = None

    def _write(self, entry: bytes) -> None:
        self.entry = entry
        with suppress(OSError):
            os.ftruncate(self.file, 0)  # type: ignore[arg-type]
            os.pwrite(self.file, entry, 0)  # type: ignore[arg-type]


_open: Journal | None = None


def journal_open(path: Path) -> Journal:
    """Let the steps of this process be written to `path` from now on."""
    global _open
    journal_close()
    _open = Journal(path)
    return _open


def journal_close() -> None:
    """End the journal of this process, if there is one."""
    global _open
    if _open is not None:
        _open.close()
    _open = None


@contextmanager
def step(slug: str, stage: str) -> Iterator[None]:
    """Say in the journal that `stage` of the plugin `slug` is at work in this block. Nests."""
    journal = _open
    if journal is None:
        yield
        return
    journal.enter(slug, stage)
    try:
        yield
    finally:
        journal.leave()


def strikes(folder: Path, stamps: Mapping[str, str]) -> dict[str, str]:
    """Count the processes that died, and return a reason for each plugin that has had its last strike.

    `folder` holds the journals; `stamps` says by slug how the plugins' files look now (files.Listing.stamp).
    """
    if not folder.is_dir():
        return {}
    with only_one(folder / "strikes.lock"):
        before = read_json(folder / "strikes.json")
        counted = {slug: entry for slug, entry in before.items() if entry.get("stamp") == stamps.get(slug)}
        for entry in sorted(_dead(folder), key=lambda each: each["at"]):
            _count(counted, entry, stamps)
        if counted != before:
            write_json(folder / "strikes.json", counted)
    return {
        slug: f"The process ended {entry['count']} times in the middle of {entry['stage']}. Changed files get another try."
        for slug, entry in counted.items()
        if entry["count"] >= STRIKES
    }


def forgive(folder: Path, *slugs: str) -> None:
    """Forget the strikes of plugins: an administrator wants another try at the next start."""
    if not (folder / "strikes.json").exists():
        return
    with only_one(folder / "strikes.lock"):
        counted = read_json(folder / "strikes.json")
        write_json(folder / "strikes.json", {slug: entry for slug, entry in counted.items() if slug not in slugs})


def _count(counted: dict[str, Any], entry: dict[str, Any], stamps: Mapping[str, str]) -> None:
    slug = entry["slug"]
    if slug not in stamps:
        return
    earlier = counted.get(slug)
    if earlier is not None and entry["began"] <= earlier["at"]:
        return  # it had begun before the other died: one wave, one strike
    recent = earlier is not None and (earlier["count"] >= STRIKES or entry["at"] - earlier["at"] < SECONDS_BETWEEN)
    count = earlier["count"] + 1 if earlier and recent else 1
    counted[slug] = {"stamp": stamps[slug], "count": count, "at": entry["at"], "stage": entry["stage"]}


def _dead(folder: Path) -> Iterator[dict[str, Any]]:
    """The entries of processes that are no more. Their files are removed."""
    for path in folder.glob("*.journal"):
        with suppress(OSError):
            file = os.open(path, os.O_RDWR)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                content = os.pread(file, 4096, 0)
                path.unlink(missing_ok=True)
            finally:
                os.close(file)
            with suppress(ValueError):
                entry = json.loads(content)
                if {"slug", "stage", "began", "at"} <= entry.keys():
                    yield entry

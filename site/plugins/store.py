"""Small files of the engine's own in the folder VAR: written whole or not at all, and locked between processes."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings


def state_folder() -> Path:
    """Return the folder in VAR that holds what the engine keeps outside of the database."""
    return Path(settings.VAR) / "plugins"


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in the file; an empty one when there is none or it cannot be read."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Replace the file. On a folder that cannot be written nothing is kept, which costs time at the next start only."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(content, indent=1, sort_keys=True), "utf-8")
        draft.replace(path)


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time into the block. The system frees the lock of a process that dies in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)

"""Looks whether a backup is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from operations.backup.archive import MANIFEST, opened
from operations.backup.errors import told
from operations.backup.sealing import Secret


@dataclass
class Checked:
    """What a whole backup tells of itself."""

    made: str = ""
    release: str = ""
    rows: int = 0
    files: int = 0


def backup_check(path: Path, *, secret: Secret) -> Checked:
    """Read a backup to its end. Raises BackupError when it is not whole or cannot be opened."""
    checked, names = Checked(), set()
    with told(f"reading {path}"), opened(path, secret) as reader:
        for name, content in reader:
            if name == MANIFEST:
                head = json.loads(content.read())
                checked.made, checked.release = head["made"], head["release"]
            elif name.startswith("files/"):
                names.add(name)
        checked.rows = sum(reader.end["rows"].values())
        checked.files = len(names - set(reader.end["gone"]))
    return checked

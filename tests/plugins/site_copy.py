"""The site in a folder of its own, as somebody has it who writes a plugin, with a database of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

_COPIED = ("site", "locale")


@dataclass(frozen=True)
class SiteCopy:
    """Runs commands in the folder, with nothing of this process's environment."""

    root: Path

    @property
    def plugins(self) -> Path:
        return self.root / "plugins"

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a line or lines of a shell; what fails ends them."""
        return subprocess.run(
            ["sh", "-ec", command],
            cwd=self.root,
            env={"PATH": os.environ["PATH"], "HOME": str(self.root), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(f".venv/bin/python site/manage.py {arguments}")


def site_copy(folder: Path) -> SiteCopy:
    """Copy the site into `folder` and make its tables."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / ".venv" / "bin").mkdir(parents=True)
    # A script and not a link: Python finds what is installed by its own place.
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    copy = SiteCopy(folder)
    made = copy.manage("migrate --verbosity 0")
    assert made.returncode == 0, made.stderr
    return copy

"""Compile gettext catalogues without gettext: a fresh machine has no msgfmt, while polib comes with the requirements.

Runs with the Python of `.venv`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

CATALOGUES = (
    "locale/*/LC_MESSAGES/*.po",
    "site/*/locale/*/LC_MESSAGES/*.po",
    "plugins/*/locale/*/LC_MESSAGES/*.po",
    # Languages that this site has added; where SANAD_VAR is elsewhere, `language_add` compiles them.
    "var/locale/*/LC_MESSAGES/*.po",
)


def stale(root: Path) -> Iterator[Path]:
    """Yield the catalogues under `root` whose compiled file is missing or older."""
    for pattern in CATALOGUES:
        for source in sorted(root.glob(pattern)):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                yield source


def compile_all(root: Path) -> int:
    """Compile every stale catalogue; return how many there were. Raises ValueError naming a broken one."""
    sources = list(stale(root))
    for source in sources:
        try:
            catalogue = polib.pofile(str(source))
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{source.relative_to(root)} is no readable catalogue: {error}") from error
        # Written aside and moved: a process that starts meanwhile never reads half a file.
        unfinished = source.with_suffix(f".mo.{os.getpid()}")
        catalogue.save_as_mofile(str(unfinished))
        unfinished.replace(source.with_suffix(".mo"))
    return len(sources)


if __name__ == "__main__":
    try:
        compile_all(Path(__file__).resolve().parents[2])
    except ValueError as problem:
        sys.exit(str(problem))

"""The files of a plugin: what lies in its folder, whether that changed, and a fingerprint of it. Imports nothing of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

MOST_FILES = 10_000
SKIPPED = frozenset({"__pycache__", ".git", ".hg", ".svn", ".mypy_cache", ".ruff_cache", ".pytest_cache"})


@dataclass(frozen=True)
class Listing:
    """What lies in a folder, sorted by name. `files` are (path below the folder, size, time of change in ns)."""

    files: tuple[tuple[str, int, int], ...]
    problems: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """Changes when a file comes, goes, or changes its size or time: cheap, and no proof."""
        return blake2b(repr(self.files).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def list_files(folder: Path) -> Listing:
    """List the files of a plugin, compiled ones and those of version control left out.

    Links that lead out of the folder, pipes and devices, folders that cannot be read and too many files are problems.
    """
    files: list[tuple[str, int, int]] = []
    problems: list[str] = []
    inside = Path(os.path.realpath(folder))
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as entries:
                for entry in entries:
                    if entry.name not in SKIPPED and not entry.name.endswith((".pyc", ".pyo")):
                        _add(entry, f"{below}{entry.name}", inside, files, waiting, problems)
        except OSError as error:
            problems.append(f"{below or 'The folder'} cannot be read: {error.strerror}.")
        if len(files) > MOST_FILES:
            problems.append(f"The folder holds more than {MOST_FILES:,} files.")
            break
    return Listing(tuple(sorted(files)), tuple(problems))


def _add(
    entry: os.DirEntry[str], path: str, inside: Path, files: list[tuple[str, int, int]], waiting: list[str], problems: list[str]
) -> None:
    if entry.is_symlink():
        target = Path(os.path.realpath(entry.path))
        if not target.is_relative_to(inside):
            problems.append(f"{path} is a link out of the plugin's folder.")
        elif not target.exists():
            problems.append(f"{path} is a link to nothing.")
        # What it leads to is in the folder and listed there.
        return
    about = entry.stat(follow_symlinks=False)
    if stat.S_ISDIR(about.st_mode):
        waiting.append(f"{path}/")
    elif stat.S_ISREG(about.st_mode):
        files.append((path, about.st_size, about.st_mtime_ns))
    else:
        problems.append(f"{path} is neither a file nor a folder.")


def fingerprint(folder: Path, listing: Listing | None = None) -> str:
    """Return a hash of the names and contents of a plugin's files: 64 hexadecimal digits.

    Equal for equal files on every machine. Raises OSError when a file cannot be read.
    """
    total = blake2b(digest_size=32)
    for path, _size, _time in (listing or list_files(folder)).files:
        content = blake2b((folder / path).read_bytes(), digest_size=32)
        name = path.encode(errors="surrogateescape")
        total.update(len(name).to_bytes(4, "big") + name + content.digest())
    return total.hexdigest()


def files_hash(folder: Path, listing: Listing | None = None) -> str:
    """Return the fingerprint of a plugin's files, or "" when one of them cannot be read."""
    try:
        return fingerprint(folder, listing)
    except OSError:
        return ""

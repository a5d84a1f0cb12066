"""Finds the files. Nothing is parsed here, so that a run with nothing to do costs little more than reading."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from importing.markdown import CONVERTER_VERSION
from importing.problems import Problem
from importing.reading.nodes import CATEGORY_FILE, ROOT, Source

LARGEST_FILE = 5_000_000
LONGEST_ID = 500

_PICTURE = re.compile(rb"!\[[^\]]*\]\(\s*<?([^)>\s]+)")


class FolderError(Exception):
    """The folder as a whole cannot be imported; the message says why."""


@dataclass
class Scan:
    """All sources of a folder, those of a language together, parents before their children."""

    folder: Path
    languages: list[str]
    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def scan_folder(folder: Path, *, link_scheme: str = "") -> Scan:
    """Read every file below the folders named like languages. Raises FolderError when there is none."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise FolderError(f"{folder} is not a folder.")
    codes = [code for code, _name in settings.LANGUAGES]
    # The default language first: its words name what all languages share, such as pictures.
    languages = [code for code in sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE) if (folder / code).is_dir()]
    if not languages:
        raise FolderError(f"{folder} has no folder named like a language of this site ({', '.join(codes)}).")
    scan = Scan(folder, languages)
    for other in sorted(folder.iterdir()):
        if other.is_dir() and other.name not in codes and any(other.rglob("*.md")):
            scan.problems.append(Problem(other.name, "not a language of this site; nothing in it was imported"))
    for language in languages:
        _scan_language(scan, language, link_scheme)
    return scan


def _scan_language(scan: Scan, language: str, link_scheme: str) -> None:
    root = scan.folder / language
    files = {path.relative_to(root).as_posix(): path for path in _files(root, scan)}
    found = []
    for relative, path in files.items():
        directory, _slash, name = relative.rpartition("/")
        is_folder = name == CATEGORY_FILE
        source_id = directory if is_folder else relative
        if is_folder and directory == "":
            parent_id = None
        else:
            parent_id = _page_of(directory.rpartition("/")[0] if is_folder else directory, files)
        shown = f"{language}/{relative}"
        if len(source_id) > LONGEST_ID:
            scan.problems.append(Problem(shown, "the path is too long"))
            continue
        try:
            if path.stat().st_size > LARGEST_FILE:
                scan.problems.append(Problem(shown, f"larger than {LARGEST_FILE // 1_000_000} MB"))
                continue
            data = path.read_bytes()
        except OSError as error:
            scan.problems.append(Problem(shown, f"cannot be read: {error.strerror}"))
            continue
        found.append(Source(language, source_id, parent_id, path, _digest(data, path, scan.folder, link_scheme), data))
    scan.sources += sorted(found, key=lambda source: (source.source_id.count("/"), source.source_id))


def _files(root: Path, scan: Scan) -> Iterator[Path]:
    # Symbolic links are not followed: they can lead in circles, and out of the folder.
    for directory, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *names]:
            path = Path(directory, name)
            if path.is_symlink():
                scan.problems.append(Problem(path.relative_to(scan.folder).as_posix(), "a symbolic link; it was not followed"))
            elif name == CATEGORY_FILE or (name.endswith(".md") and not name.startswith(".") and name not in folders):
                yield path


def _page_of(directory: str, files: dict[str, Path]) -> str:
    """Return the source id of a folder's page: its category file, or the file of the folder's name beside it."""
    if directory == ROOT or posixpath.join(directory, CATEGORY_FILE) in files:
        return directory
    return f"{directory}.md" if f"{directory}.md" in files else directory


def _digest(data: bytes, path: Path, folder: Path, link_scheme: str) -> str:
    """The hash of all that the page is made of: the file, its pictures, and the converter."""
    digest = hashlib.sha256(f"{CONVERTER_VERSION}\0{link_scheme}\0".encode())
    digest.update(data)
    for written in _PICTURE.findall(data):
        picture = picture_path(path, written.decode(errors="replace"), folder)
        if picture:
            digest.update(picture.read_bytes())
    return digest.hexdigest()


def picture_path(page: Path, written: str, folder: Path) -> Path | None:
    """Return the file a picture's address means, or None when there is none inside the folder."""
    if "://" in written or written.startswith(("/", "data:")) or "\0" in written:
        return None
    try:
        found = (page.parent / unquote(written)).resolve()
        return found if found.is_relative_to(folder) and found.is_file() else None
    except (OSError, ValueError):
        return None

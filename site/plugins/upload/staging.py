"""Zips that wait for somebody to confirm them: unpacked into a folder of their own in VAR, where nothing is imported from."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from plugins.discovery import Found, find_plugin
from plugins.lifecycle.tables import is_core_label
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.store import read_json, state_folder, write_json
from plugins.upload import archive
from plugins.upload.errors import UploadError

ABOUT = "about.json"
SECONDS = 3600
_TOKEN = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class Staged:
    """A zip that was looked at and waits. `sha256` is that of the zip, `size` and `files` what is in it, `at` in seconds."""

    token: str
    slug: str
    name: str
    version: str
    sha256: str
    size: int
    files: tuple[str, ...]
    by: int  # the person's id
    at: float

    @property
    def folder(self) -> Path:
        """Where the plugin lies, unpacked."""
        return _place() / self.token / self.slug

    @property
    def found(self) -> Found:
        """The plugin as discovery sees it."""
        return find_plugin(self.folder)


def stage(file: IO[bytes], *, by: int, expected: str = "") -> Staged:
    """Look at a zip, unpack it and keep it for an hour. `expected` is its SHA-256 when somebody knows it.

    Raises UploadError; then nothing is kept.
    """
    sweep()
    digest = _digest(file)
    if expected and digest != "".join(expected.split()).replace(":", "").lower():
        words = _("The zip is not the one you expect: its SHA-256 is %(digest)s.")
        raise UploadError(Sentence(words, digest=digest))
    token = secrets.token_hex(16)
    place = _place() / token
    try:
        place.mkdir(parents=True, mode=0o700)
        found, names, size = _unpacked(file, place)
        manifest = found.manifest
        if manifest is None or found.problems:
            raise UploadError(found.problems)
        if is_core_label(manifest.slug):
            raise UploadError(Sentence(_("%(slug)s is the name of a part of the site itself."), slug=manifest.slug))
        kept = Staged(token, manifest.slug, manifest.name, manifest.version, digest, size, names, by, time.time())
        write_json(place / ABOUT, {**asdict(kept), "files": list(names)})
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        words = _("The zip cannot be unpacked into %(folder)s: %(reason)s.")
        raise UploadError(Sentence(words, folder=str(_place()), reason=error.strerror or "")) from error
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return kept


def staged(token: str, *, by: int) -> Staged | None:
    """Return what waits under this token, if it is this person's and not too old."""
    if not _TOKEN.fullmatch(token):
        return None
    about = read_json(_place() / token / ABOUT)
    if not about or about["by"] != by or about["at"] < time.time() - SECONDS:
        return None
    kept = Staged(**{**about, "files": tuple(about["files"])})
    return kept if kept.folder.is_dir() else None


def discard(kept: Staged) -> None:
    """Throw away what waited."""
    shutil.rmtree(_place() / kept.token, ignore_errors=True)


def sweep() -> None:
    """Throw away what has waited too long, and what a process left half unpacked."""
    if not _place().is_dir():
        return
    for place in _place().iterdir():
        try:
            old = place.stat().st_mtime < time.time() - SECONDS
        except OSError:
            continue
        if old:
            shutil.rmtree(place, ignore_errors=True)


def _place() -> Path:
    return state_folder() / "staged"


def _digest(file: IO[bytes]) -> str:
    total, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(1 << 16):
        size += len(chunk)
        if size > archive.MOST_BYTES:
            words = _("The zip is larger than %(most)d MB.")
            raise UploadError(Sentence(words, most=archive.MOST_BYTES // archive.MEGABYTE))
        total.update(chunk)
    file.seek(0)
    return total.hexdigest()


def _unpacked(file: IO[bytes], place: Path) -> tuple[Found, tuple[str, ...], int]:
    try:
        with ZipFile(file) as opened:
            slug, entries = archive.check(opened)
            archive.unpack(opened, entries, place)
    except (BadZipFile, LargeZipFile, ValueError, NotImplementedError) as error:
        raise UploadError(Sentence(_("This is no zip, or a damaged one."))) from error
    names = tuple(sorted(entry.filename for entry in entries))
    return find_plugin(place / slug), names, sum(entry.file_size for entry in entries)

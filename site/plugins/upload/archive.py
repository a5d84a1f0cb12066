"""Take a zip apart that somebody sent. It may have been made to harm: nothing in it is believed before it is looked at.

Checked before anything is written: names that lead elsewhere, links, doubles, encryption, numbers and sizes. While it is
unpacked the bytes are counted again, for what a zip says of its sizes is the word of whoever made it.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO
from unicodedata import category, normalize
from zipfile import BadZipFile, ZipFile, ZipInfo

from plugins.files import SKIPPED
from plugins.manifest import MANIFEST, is_slug
from plugins.reserved import RESERVED
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.upload.errors import UploadError

MEGABYTE = 1 << 20
MOST_BYTES = 20 * MEGABYTE  # of the zip
MOST_UNPACKED = 100 * MEGABYTE
MOST_FILES = 5_000
MOST_RATIO = 200  # of a file; text can be packed to a hundredth
RATIO_FROM = MEGABYTE  # smaller files may be as empty as they like
LONGEST_NAME = 200
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
# What systems and editors put beside the files of a plugin, and what Python makes of them: left out.
_LITTER = SKIPPED | {"__MACOSX", ".DS_Store", "Thumbs.db"}


def check(archive: ZipFile) -> tuple[str, list[ZipInfo]]:
    """Return the name of the one folder in the zip and the files to unpack. Raises UploadError."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise UploadError(Sentence(_("The zip holds more than %(most)d files."), most=MOST_FILES))
    for entry in entries:
        _check_name(entry)
        _check_kind(entry)
    files = [each for each in entries if not each.is_dir() and not _is_litter(each.filename)]
    _check_doubles(files)
    _check_sizes(files)
    return _top_folder(files), files


def unpack(archive: ZipFile, files: Iterable[ZipInfo], target: Path) -> None:
    """Write the checked files below `target`. Raises UploadError when they are not what the zip said of them."""
    left = MOST_UNPACKED
    for entry in files:
        path = target.joinpath(*PurePosixPath(entry.filename).parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as source, path.open("xb") as file:
                left -= _copy(source, file, min(left, entry.file_size))
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            words = _("The file %(name)s in the zip is damaged or packed in an unknown way.")
            raise UploadError(Sentence(words, name=_shown(entry.filename))) from error
        except (FileExistsError, NotADirectoryError) as error:
            words = _("The zip has a file and a folder of the same name: %(name)s.")
            raise UploadError(Sentence(words, name=_shown(entry.filename))) from error


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> int:
    written = 0
    while chunk := source.read(_CHUNK):
        written += len(chunk)
        if written > most:
            raise UploadError(Sentence(_("A file in the zip is larger than the zip says: it is not unpacked.")))
        target.write(chunk)
    return written


def _check_name(entry: ZipInfo) -> None:
    name = entry.filename
    # Python cuts the name at a NUL and turns the signs of the system into slashes: both are looked at as they were sent.
    sent = entry.orig_filename
    parts = PurePosixPath(name).parts
    leads_away = name.startswith("/") or ".." in parts or "\\" in sent or ":" in sent
    if leads_away or not parts:
        words = _("A file in the zip would be written outside of its folder: %(name)s.")
        raise UploadError(Sentence(words, name=_shown(sent)))
    if any(category(sign) in ("Cc", "Cf", "Cs") for sign in sent) or len(sent) > LONGEST_NAME:
        words = _("The name of a file in the zip is too long or has signs that cannot be seen: %(name)s.")
        raise UploadError(Sentence(words, name=_shown(sent)))


def _check_kind(entry: ZipInfo) -> None:
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        words = _("The zip holds a link or a device: %(name)s. Only files and folders are allowed.")
        raise UploadError(Sentence(words, name=_shown(entry.filename)))
    if entry.flag_bits & _ENCRYPTED:
        raise UploadError(Sentence(_("The zip is protected by a password.")))


def _check_doubles(files: Iterable[ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in files:
        # Some systems take small and large letters, or two ways to write an accent, for the same.
        key = normalize("NFKC", entry.filename).casefold()
        if key in seen:
            raise UploadError(Sentence(_("A file is in the zip twice: %(name)s."), name=_shown(entry.filename)))
        seen.add(key)


def _check_sizes(files: Iterable[ZipInfo]) -> None:
    total = 0
    for entry in files:
        total += entry.file_size
        if total > MOST_UNPACKED:
            words = _("Unpacked, the zip would have more than %(most)d MB.")
            raise UploadError(Sentence(words, most=MOST_UNPACKED // MEGABYTE))
        if entry.file_size > max(RATIO_FROM, MOST_RATIO * entry.compress_size):
            words = _("The file %(name)s is packed so tightly that it looks made to fill the disk.")
            raise UploadError(Sentence(words, name=_shown(entry.filename)))


def _top_folder(files: list[ZipInfo]) -> str:
    if not files:
        raise UploadError(Sentence(_("The zip is empty.")))
    tops = sorted({PurePosixPath(each.filename).parts[0] for each in files})
    loose = any(len(PurePosixPath(each.filename).parts) == 1 for each in files)
    if loose or len(tops) > 1:
        words = _("The zip must hold one folder with the plugin in it, and nothing beside it. It holds: %(names)s.")
        raise UploadError(Sentence(words, names=", ".join(_shown(each) for each in tops[:5])))
    if tops[0] in RESERVED:
        raise UploadError(Sentence(_("%(slug)s is the name of a part of the site itself."), slug=tops[0]))
    if not is_slug(tops[0]):
        words = _("The folder in the zip must be named as the plugin's slug. It is named %(name)s.")
        raise UploadError(Sentence(words, name=_shown(tops[0])))
    if f"{tops[0]}/{MANIFEST}" not in {each.filename for each in files}:
        raise UploadError(Sentence(_("The folder %(name)s in the zip has no plugin.toml: it is no plugin."), name=tops[0]))
    return tops[0]


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return not _LITTER.isdisjoint(path.parts) or path.suffix in (".pyc", ".pyo")


def _shown(name: str) -> str:
    """A name as it may stand in a sentence: short, and without signs that turn or hide it."""
    text = name if name.isprintable() else ascii(name)[1:-1]
    return text if len(text) <= 80 else f"{text[:77]}…"

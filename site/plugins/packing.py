"""Makes the zip by which a plugin is given away: one folder, the same bytes from the same files."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from plugins.files import list_files
from plugins.manifest import read_manifest
from plugins.messages import catalogues_compile

# A zip knows no date before; the true ones would make every zip another.
_DATE = (1980, 1, 1, 0, 0, 0)


class CannotPack(ValueError):
    """The zip cannot be made; the message says why."""


def plugin_pack(folder: Path, target: Path) -> tuple[Path, str]:
    """Compile the catalogues and write `<slug>-<version>.zip` into `target`; return it and its SHA-256.

    Compiled Python and what version control keeps are left out. Raises CannotPack, ManifestError, and ValueError for a
    catalogue that is broken.
    """
    manifest = read_manifest(folder)
    catalogues_compile(folder)
    listing = list_files(folder)
    if listing.problems:
        raise CannotPack(" ".join(listing.problems))
    path = target / f"{manifest.slug}-{manifest.version}.zip"
    if path.exists():
        raise CannotPack(f"{path} is there already. Give the plugin a new version, or remove the file.")
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        target.mkdir(parents=True, exist_ok=True)
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
            for name, _size, _time in listing.files:
                entry = ZipInfo(f"{manifest.slug}/{name}", _DATE)
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, (folder / name).read_bytes())
        unfinished.rename(path)
    except OSError as error:
        raise CannotPack(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path, sha256(path.read_bytes()).hexdigest()

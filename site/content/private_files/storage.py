"""Two folders under one storage: what is private lies where no web server looks."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join
from django.utils.encoding import filepath_to_uri

PRIVATE = "private/"
"""How the names of private files begin, in the database and in their addresses."""


def is_private_name(name: str | None) -> bool:
    """Tell whether a file of this name lies in the private folder."""
    return bool(name) and str(name).replace("\\", "/").startswith(PRIVATE)


def public_name(name: str) -> str:
    """Return the name without the mark of private files."""
    return name[len(PRIVATE) :] if is_private_name(name) else name


class PlacedStorage(FileSystemStorage):
    """Names that begin with `private/` mean files below SANAD_PRIVATE_ROOT, all others those below MEDIA_ROOT."""

    def path(self, name: str) -> str:
        """Return where the file lies. Raises SuspiciousFileOperation for a name that leads out of its folder."""
        if is_private_name(name):
            return str(safe_join(str(settings.SANAD_PRIVATE_ROOT), public_name(name)))
        return super().path(name)

    def url(self, name: str | None) -> str:
        """Return the address: that of a private file is answered by content.private_files.serving."""
        if name is not None and is_private_name(name):
            return "/" + PRIVATE + filepath_to_uri(public_name(name)).lstrip("/")
        return super().url(name)

    def _save(self, name: str, content: Any) -> str:
        _room_check(Path(self.path(name)), content)
        if not is_private_name(name):
            return super()._save(name, content)  # type: ignore[misc]
        inner = FileSystemStorage(location=str(settings.SANAD_PRIVATE_ROOT))
        return PRIVATE + inner._save(public_name(name), content)  # type: ignore[attr-defined]


def _room_check(path: Path, content: Any) -> None:
    """Raise OSError (ENOSPC) before a file is begun that the disk has no room for: half of it would stay, unknown to all."""
    folder = next(each for each in path.parents if each.is_dir())
    if shutil.disk_usage(folder).free < (getattr(content, "size", 0) or 0):
        raise OSError(errno.ENOSPC, "The disk is full", str(path))

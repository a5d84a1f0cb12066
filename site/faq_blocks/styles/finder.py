"""Static files that lie beside the code of a style: sheets, scripts and drawings, and nothing else of its folder."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, Storage
from django.utils._os import safe_join

from faq_blocks.styles.discovery import PREFIX, STATIC, style_folders


class StyleFinder(BaseFinder):
    """Finds `faq_blocks/styles/<name>/style.css` in the folder of the style."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file of this name, or [] when there is none; with `find_all` a list of all."""
        found = [str(each) for each in self._places(path)]
        return found if find_all or not found else found[0]

    def check(self, **kwargs: Any) -> builtins.list[CheckMessage]:
        """Nothing can be configured wrongly here."""
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the path of every file below the folder that holds the styles, and a storage that names it as pages do."""
        for folder in style_folders():
            storage = FileSystemStorage(location=folder)
            storage.prefix = PREFIX.rstrip("/")  # type: ignore[attr-defined]  # collectstatic writes below it
            for path in sorted(folder.glob("*/**/*")):
                name = path.relative_to(folder).as_posix()
                if _is_static(path) and not matches_patterns(name, [*(ignore_patterns or ())]):
                    yield name, storage

    def _places(self, path: str) -> Iterator[Path]:
        name = path.replace("\\", "/")
        if not name.startswith(PREFIX):
            return
        for folder in style_folders():
            try:
                place = Path(safe_join(folder, name.removeprefix(PREFIX)))
            except (SuspiciousFileOperation, ValueError):
                continue
            if place.parent != folder and _is_static(place):
                yield place


def _is_static(path: Path) -> bool:
    return path.suffix in STATIC and path.is_file()

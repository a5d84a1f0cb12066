"""Pictures of an import: each content once in the library, whatever number of pages shows it."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from wagtail.images import get_image_model
from wagtail.models import Collection

from content.pictures import picture_problem
from content.private_files.rules import private_collections
from importing.markdown.context import Raw


class PictureError(Exception):
    """A picture that cannot be taken; the message says why."""


def image_blocks(blocks: list[Raw]) -> Iterator[Raw]:
    """Yield the image blocks of a raw stream, those for some readers included."""
    for block in blocks:
        if block["type"] == "image":
            yield block
        elif block["type"] == "audience":
            yield from image_blocks(block["value"]["body"])


def picture_check(path: Path) -> None:
    """Raise PictureError for files that are no pictures we take: the same ones that an upload in the admin takes."""
    extension = path.suffix.lower().lstrip(".")
    if extension not in settings.WAGTAILIMAGES_EXTENSIONS:
        raise PictureError(f"{path.name} is no picture of a kind that is allowed")
    with path.open("rb") as opened:
        if problem := picture_problem(path.name, opened):
            raise PictureError(f"{path.name}: {problem}")


class PictureStore:
    """Finds or makes library images. `discard` removes the files of a transaction that was rolled back."""

    def __init__(self) -> None:
        self.known: dict[Path, int] = {}
        self.made: list[Any] = []

    def image_id(self, path: Path, title: str) -> int:
        """Return the id of the library image with the content of this file. Raises PictureError for a broken one."""
        if path not in self.known:
            self.known[path] = self._find(path) or self._make(path, title)
        return self.known[path]

    def discard(self) -> None:
        """Delete the files that were written; their rows are gone with the transaction."""
        for image in self.made:
            image.file.storage.delete(image.file.name)

    def _find(self, path: Path) -> int | None:
        digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
        # None of a private collection: readers of the imported page would not get it.
        public = get_image_model().objects.exclude(collection__in=private_collections())
        found: int | None = public.filter(file_hash=digest).values_list("pk", flat=True).first()
        return found

    def _make(self, path: Path, title: str) -> int:
        image = get_image_model()(title=(title or path.stem)[:255], collection=Collection.get_first_root_node())
        try:
            with path.open("rb") as opened:
                image.file = File(opened, name=path.name)
                image._set_image_file_metadata()
                image.save()
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise  # no fault of the picture
            raise PictureError(f"{path.name} cannot be read as a picture") from error
        self.made.append(image)
        return int(image.pk)

"""The exporter for Markdown: a folder that `import_markdown` reads back."""

from __future__ import annotations

import datetime
import posixpath
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from wagtail.images import get_image_model

from content.audiences import Audience
from importing.exporting.blocks import BlockWriter
from importing.exporting.rich import address_written
from importing.exporting.selection import Export, ExportedPage
from importing.problems import Problem
from importing.reading.keys import FILE_KINDS, KEYS
from importing.reading.nodes import CATEGORY_FILE
from importing.reading.values import ARTICLE_KINDS

PICTURES = "images"
_LISTS = {"keywords", "popular", "needs", "forms"}
_KIND_NAMES = {stored: name for name, stored in ARTICLE_KINDS.items()}


def write_markdown(export: Export, folder: Path) -> Iterator[Problem]:
    """Write a folder for each language, and the pictures; yield what Markdown cannot say."""
    writer = _Writer(export, folder)
    for page in export.pages:
        yield from writer.write(page)


class _Writer:
    """Writes pages below a folder, each picture once."""

    def __init__(self, export: Export, folder: Path) -> None:
        self.export, self.folder = export, folder
        self.kinds = {page.pk: page.kind for page in export.pages}
        self.pictures: dict[int, str] = {}

    def write(self, page: ExportedPage) -> Iterator[Problem]:
        """Write the file of a page."""
        if page.kind not in KEYS:
            yield Problem(f"{page.language}/{page.path}", f"pages of the kind {page.kind} cannot be written", "error")
            return
        path = self.folder / page.language / self._file(page.pk)
        path.parent.mkdir(parents=True, exist_ok=True)
        front = yaml.safe_dump(self._front(page), allow_unicode=True, sort_keys=False, width=10_000)
        if path.name == CATEGORY_FILE:
            path.write_text(front, encoding="utf-8")
            lost = [f"a block of the type {each['type']}" for each in page.blocks]
        else:
            blocks = BlockWriter(
                lambda attributes: self._address(page, attributes), lambda pk: self._picture(page, pk), is_faq=page.kind == "faq"
            )
            text = blocks.text_of(page.blocks)
            path.write_text(f"---\n{front}---\n{text}\n", encoding="utf-8")
            lost = blocks.lost
        for what in dict.fromkeys(lost):
            yield Problem(f"{page.language}/{self._file(page.pk)}", f"{what} was left out", "warning")

    def _file(self, pk: int) -> str:
        """Return the file of a page, inside the folder of its language."""
        path = self.export.paths[pk][1]
        return f"{path}.md" if self.kinds[pk] in FILE_KINDS else posixpath.join(path, CATEGORY_FILE)

    def _front(self, page: ExportedPage) -> dict[str, Any]:
        keys = KEYS[page.kind]
        front: dict[str, Any] = {"title": page.title}
        if page.kind == "home":
            front = {"name": page.title, "title": page.fields.get("hero_title", "")}
        if page.kind != FILE_KINDS[0] and page.kind != "category":
            front["kind"] = page.kind
        front["index"] = page.index
        for name in keys:
            value = page.fields.get(name)
            if name == "audience":
                value = Audience(value).name.lower() if value else None
            elif name == "kind":
                value = _KIND_NAMES.get(str(value))
            elif isinstance(value, Decimal):
                value = int(value) if value == value.to_integral_value() else float(value)
            elif name in _LISTS and value:
                value = value.splitlines()
            elif name in ("hero_title", "description"):  # said already, under another name
                value = None
            if value not in (None, "", []):
                front[name] = value if isinstance(value, (str, list, int, float, datetime.date)) else str(value)
        for name, pk in page.links.items():
            if pk in self.export.paths:
                front[name] = self._relative(page, pk)
        if page.criteria:
            front["criteria"] = list(page.criteria)
        if page.products:
            front["products"] = list(page.products)
        if page.tags:
            front["tags"] = list(page.tags)
        return front

    def _relative(self, page: ExportedPage, pk: int) -> str:
        """Return the way from a page to another one, as files of the same language."""
        wanted = self.export.paths[pk][1]
        file = f"{wanted}.md" if self.kinds[pk] in FILE_KINDS else wanted
        return posixpath.relpath(file or ".", posixpath.dirname(self._file(page.pk)) or ".")

    def _address(self, page: ExportedPage, attributes: dict[str, str]) -> str:
        if attributes.get("linktype") == "page":
            pk = int(attributes["id"]) if attributes.get("id", "").isdecimal() else 0
            return address_written(quote(self._relative(page, pk))) if pk in self.export.paths else ""
        return address_written(attributes["href"]) if attributes.get("href") and "linktype" not in attributes else ""

    def _picture(self, page: ExportedPage, pk: int) -> str:
        """Copy a picture, and return its address for a page; "" when it is gone."""
        if pk not in self.pictures:
            self.pictures[pk] = self._copied(pk)
        name = self.pictures[pk]
        above = posixpath.dirname(posixpath.join(page.language, self._file(page.pk)))
        return address_written(quote(posixpath.relpath(posixpath.join(PICTURES, name), above))) if name else ""

    def _copied(self, pk: int) -> str:
        image = get_image_model().objects.filter(pk=pk).first()
        if image is None:
            return ""
        name = f"{pk}-{posixpath.basename(image.file.name)}"
        target = self.folder / PICTURES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with image.file.open("rb") as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except OSError:
            target.unlink(missing_ok=True)
            return ""
        return name

"""What is in a file of translations, whatever its format, and what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from localization.models import Translation, Unit, UnitState

LARGEST = 30 * 1024 * 1024
"""Bytes of a file that is read. A site of a thousand pages has some 5 MB a language."""
MOST_ENTRIES = 300_000


_NUMBER = re.compile(r"[0-9]{1,18}\Z")


@dataclass(frozen=True)
class Entry:
    """A text in a file. `key` is the translation key of its page, `unit` the unit's primary key, `version` the one exported.

    Both texts are inline HTML. `is_fuzzy`: the file says that a person must look at it. `line` counts from 1.
    """

    key: str
    unit: int
    version: int
    source: str
    text: str
    is_fuzzy: bool
    line: int


@dataclass
class Document:
    """A file as it was read: the codes of its languages and its entries in their order."""

    source_code: str
    code: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A translation to write into a file, with its units in the order of the page."""

    translation: Translation
    units: Sequence[Unit]


class BrokenFile(Exception):
    """A file that cannot be read. The message says why, in the reader's language; `line` counts from 1, 0 where there is none."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def is_fuzzy(unit: Unit) -> bool:
    """Tell whether a unit's text needs a person's look: a former source's, a draft, or nobody's yet."""
    return bool(unit.text) and (unit.needs_edit or unit.state != UnitState.DONE)


def unit_name(unit: Unit) -> str:
    """Return what a unit is called in files: it says which unit, and which version of it was exported."""
    return f"u{unit.pk}.{unit.version}"


def named_unit(name: str, line: int) -> tuple[int, int]:
    """Return a unit's primary key and version from its name. Raises BrokenFile for names that are none of ours."""
    number, _dot, version = name.removeprefix("u").partition(".")
    if name[:1] == "u" and _NUMBER.match(number) and _NUMBER.match(version):
        return int(number), int(version)
    raise BrokenFile(_("“%(name)s” names no text of this site. Export the file here first.") % {"name": name[:60]}, line)


def size_check(content: bytes) -> None:
    """Raise BrokenFile for files that are empty or too large."""
    if not content.strip():
        raise BrokenFile(_("The file is empty."))
    if len(content) > LARGEST:
        limit = {"size": LARGEST // 1024 // 1024}
        raise BrokenFile(_("The file is larger than %(size)d MB. Export fewer pages into one file.") % limit)


def number_check(number: int, line: int) -> None:
    """Raise BrokenFile where a file has more texts than anybody exported."""
    if number > MOST_ENTRIES:
        raise BrokenFile(_("The file has more than %(most)d texts.") % {"most": MOST_ENTRIES}, line)

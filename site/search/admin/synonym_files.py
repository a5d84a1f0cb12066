"""Synonyms out of a CSV file: all of its lines or none.

The first line names the columns, in any order: `language` and `terms`, and where needed `direction`, `targets`,
`is_active`, `note`; others are passed over. In a cell, words stand below each other or with | between them. That is what the
export of the list writes, so that a list can be taken out, changed in a spreadsheet and brought back. Columns are
separated by commas, semicolons or tabs; the text is UTF-8, or UTF-16 as spreadsheets write it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.spreadsheets import unguarded
from search.admin.forms import SynonymForm
from search.admin.lines import stored, tidy, too_many
from search.models import SynonymSet
from search.rules import rules_changed

MOST_ROWS = 5000
MOST_BYTES = 2_000_000
_COLUMNS = ("language", "direction", "terms", "targets", "is_active", "note")
_NO = ("0", "false", "no", "off", "لا", "خیر", "tidak")

Row = dict[str, str]


class UnreadableFile(ValidationError):
    """The file as a whole is no list of synonyms."""


@dataclass(frozen=True)
class BadRow:
    """A line of the file that cannot be taken, and why. `number` counts as spreadsheets do: the names are line 1."""

    number: int
    text: str
    reasons: tuple[str, ...]


@dataclass
class Reading:
    """What a file holds: sets to make, how many are there already, and what is wrong."""

    sets: list[SynonymSet] = field(default_factory=list)
    known: int = 0
    bad: list[BadRow] = field(default_factory=list)


def read_synonyms(content: bytes, *, language: str = "") -> Reading:
    """Read a file. `language` is that of lines that name none. Raises UnreadableFile."""
    reading = Reading()
    seen: dict[tuple[str, ...], int] = {}
    stored_sets = {tuple(each) for each in SynonymSet.objects.values_list("language", "direction", "terms", "targets")}
    for number, row in _rows(_decoded(content)):
        form = FileSynonymForm(_data(row, language))
        identity = form.identity()
        if identity in stored_sets:
            reading.known += 1
        elif not form.is_valid():
            reasons = tuple(dict.fromkeys(str(text) for texts in form.errors.values() for text in texts))
            reading.bad.append(BadRow(number, " | ".join(tidy(row.get("terms") or ""))[:80], reasons))
        elif identity in seen:
            reasons = (_("The same words stand in line %(line)d.") % {"line": seen[identity]},)
            reading.bad.append(BadRow(number, " | ".join(tidy(row["terms"]))[:80], reasons))
        else:
            seen[identity] = number
            reading.sets.append(form.save(commit=False))
    return reading


@transaction.atomic
def synonyms_create(*, sets: list[SynonymSet], user: object) -> int:
    """Store all of these sets, each with an entry in the history. Returns their number."""
    SynonymSet.objects.bulk_create(sets, batch_size=500)
    for each in sets:
        log(each, "wagtail.create", user=user, content_changed=True)
    rules_changed()
    return len(sets)


class FileSynonymForm(SynonymForm):
    """The form as it checks a line of a file."""

    class Meta:
        model = SynonymSet
        fields = _COLUMNS

    def identity(self) -> tuple[str, ...]:
        """Return what makes a set the same as one that is stored."""
        return tuple(str(self.data[name]) for name in ("language", "direction", "terms", "targets"))

    def _refuse_twin(self) -> None:
        """Sets that are there already were passed over."""


def _data(row: Row, language: str) -> Mapping[str, str]:
    """Return a line as the form takes it."""
    one_way, two_way = SynonymSet.Direction.ONE_WAY.value, SynonymSet.Direction.TWO_WAY.value
    targets = stored(tidy((row.get("targets") or "").replace("|", "\n")))
    direction = (row.get("direction") or "").strip().lower() or (one_way if targets else two_way)
    return {
        "language": (row.get("language") or "").strip() or language,
        "direction": direction,
        "terms": stored(tidy((row.get("terms") or "").replace("|", "\n"))),
        "targets": targets if direction != two_way else "",
        "is_active": "" if (row.get("is_active") or "").strip().lower() in _NO else "on",
        "note": (row.get("note") or "").strip(),
    }


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1_000_000})
    encoding = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\x00", "")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet.")) from error


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """Yield the lines with something in them by the names of the columns, each with its number."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # A quotation mark that is never closed would make one cell of the rest; the reader tells when that grows too long.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in ("terms",) if name not in names]:
            raise UnreadableFile(
                _("The first line must name the columns; “%(name)s” is missing. Others are: %(all)s.")
                % {"name": missing[0], "all": ", ".join(each for each in _COLUMNS if each not in missing)}
            )
        rows = [
            (number, dict(zip(names, map(unguarded, cells), strict=False)))
            for number, cells in islice(enumerate(reader, start=2), MOST_ROWS + 1)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise UnreadableFile(_("The file is no table: %(reason)s.") % {"reason": error}) from error
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(too_many(len(rows), MOST_ROWS))
    yield from rows

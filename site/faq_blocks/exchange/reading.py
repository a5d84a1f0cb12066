"""Files of questions, read into records; each record knows the line on which it begins."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from content.spreadsheets import unguarded

COLUMNS = (
    "language", "slug", "question", "answer", "topics", "tags", "audience", "keywords", "featured", "state", "note", "key",
)  # fmt: skip
"""The columns of a CSV file, and the names in a JSON file. Only `question` is needed."""

MOST_ROWS = 5000
MOST_BYTES = 20_000_000
CSV, JSON = "csv", "json"

_HALF = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s*")
_ARABIC_1256 = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06af]")


class UnreadableFile(ValidationError):
    """The file as a whole is no list of questions; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Record:
    """One question as a file has it. `line` counts from 1; `values` holds only those of COLUMNS that the file names."""

    line: int
    values: dict[str, Any]


def records_of(content: bytes, name: str) -> list[Record]:
    """Return the records of a file; its name or its first sign tells whether it is JSON or CSV. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1_000_000})
    text = _decoded(content)
    if not text.strip():
        raise UnreadableFile(_("The file is empty."))
    found = _from_json(text) if kind_of(text, name) == JSON else _from_csv(text)
    records = list(islice(found, MOST_ROWS + 1))
    if len(records) > MOST_ROWS:
        raise UnreadableFile(_("The file has more than %(most)d questions. Make several files of it.") % {"most": MOST_ROWS})
    if not records:
        raise UnreadableFile(_("There is no question in the file."))
    for record in records:
        if _HALF.search(json.dumps(record.values, ensure_ascii=False)):
            text = _("Line %(line)d holds half of a character, which no database can store. Write it again.")
            raise UnreadableFile(text % {"line": record.line})
    return records


def kind_of(text: str, name: str) -> str:
    """Return "json" or "csv"."""
    if name.lower().endswith((".json", ".csv")):
        return name.lower().rpartition(".")[2]
    return JSON if text.lstrip()[:1] in ("{", "[") else CSV


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\x00", "")
    except UnicodeDecodeError as error:
        if _looks_like_1256(content):
            raise UnreadableFile(
                _("The file is in Windows-1256, an old Arabic encoding. Save it as “CSV UTF-8” in your spreadsheet.")
            ) from error
        raise UnreadableFile(_("The file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet.")) from error


def _looks_like_1256(content: bytes) -> bool:
    signs = [sign for sign in content.decode("cp1256", errors="replace") if ord(sign) > 127]
    return len(_ARABIC_1256.findall("".join(signs))) > len(signs) * 0.8


def _from_csv(text: str) -> Iterator[Record]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        _refuse_columns(names)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                named = zip(names, cells, strict=False)
                yield Record(line, {name: unguarded(cell) for name, cell in named if name in COLUMNS})
            line = reader.line_num + 1
    except csv.Error as error:
        # A quotation mark that is never closed makes one cell of the rest of the file.
        raise UnreadableFile(
            _("The file is no table from line %(line)d on: %(reason)s. Perhaps a quotation mark is missing there.")
            % {"line": line, "reason": error}
        ) from error


def _refuse_columns(names: list[str]) -> None:
    if "question" not in names:
        raise UnreadableFile(
            _("The first line must name the columns; “question” is missing. Others are: %(all)s.")
            % {"all": ", ".join(each for each in COLUMNS if each != "question")}
        )
    twice = next((each for each in COLUMNS if names.count(each) > 1), "")
    if twice:
        raise UnreadableFile(_("The first line names the column “%(name)s” twice.") % {"name": twice})


def _from_json(text: str) -> Iterator[Record]:
    """Yield the objects of a list, or of the list named "questions" in an object, with the lines on which they begin."""
    try:
        whole = json.loads(text)
        start = _start_of_list(text, whole)
        yield from _objects(text, start)
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            _("The file is no JSON: line %(line)d, column %(column)d is not right.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except RecursionError as error:
        raise UnreadableFile(_("The file is nested too deep.")) from error


def _start_of_list(text: str, whole: Any) -> int:
    """The place after the bracket of the list."""
    at = _skip(text, 0)
    if isinstance(whole, list):
        return at + 1
    if isinstance(whole, dict) and isinstance(whole.get("questions"), list):
        at = _skip(text, at + 1)
        while text[at] != "}":
            name, at = json.JSONDecoder().raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
            if name == "questions" and text[at] == "[":
                return at + 1
            _value, at = json.JSONDecoder().raw_decode(text, at)
            at = _skip(text, at)
            at = _skip(text, at + 1) if text[at] == "," else at
    raise UnreadableFile(_("The file must hold a list of questions, or an object with such a list named “questions”."))


def _objects(text: str, at: int) -> Iterator[Record]:
    line, counted = 1, 0
    decoder = json.JSONDecoder()
    at = _skip(text, at)
    while text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        value, end = decoder.raw_decode(text, at)
        if not isinstance(value, dict):
            raise UnreadableFile(_("Line %(line)d: a question must be an object with names and values.") % {"line": line})
        yield Record(line, {name: value[name] for name in COLUMNS if name in value})
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at

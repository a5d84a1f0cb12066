"""Test sets in the BEIR format, read line by line: a corpus may be larger than the memory.

A set is a folder named by the code of its language, with `corpus.jsonl` or `corpus.jsonl.gz` ({"_id", "title", "text"}),
`queries.jsonl` ({"_id", "text"}) and `qrels/test.tsv` (query, document, grade; tabs between them, and a line of headings).
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

CORPUS, QUERIES, JUDGEMENTS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


class BadSet(Exception):
    """A test set that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One document of a corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A folder with one set, in one language."""

    folder: Path
    language: str

    def passages(self) -> Iterator[Passage]:
        """Yield the documents. Raises BadSet, also in the middle."""
        for place, line in _lines(self.folder, CORPUS):
            yield Passage(_text(line, "_id", place), _text(line, "title", place, ""), _text(line, "text", place, ""))

    def judgements(self) -> dict[str, dict[str, float]]:
        """Return queries to documents to grades. Raises BadSet."""
        path = self.folder / JUDGEMENTS
        found: defaultdict[str, dict[str, float]] = defaultdict(dict)
        number = 0
        try:
            with _open(path) as lines:
                for number, line in enumerate(lines, start=1):
                    cells = line.rstrip("\r\n").split("\t")
                    grade = _number(cells[2]) if len(cells) == 3 else None
                    if grade is not None:
                        found[cells[0]][cells[1]] = grade
                    elif line.strip() and number > 1:  # the first line may hold the names of the columns
                        raise BadSet(f"{path}, line {number}: a query, a document and a grade with tabs between are expected.")
        except (UnicodeDecodeError, OSError, EOFError) as error:
            raise BadSet(f"{path}, after line {number}: cannot be read ({error}).") from error
        if not found:
            raise BadSet(f"{path} judges nothing.")
        return dict(found)

    def queries(self) -> Iterator[tuple[str, str]]:
        """Yield names and texts of the queries. Raises BadSet."""
        for place, line in _lines(self.folder, QUERIES):
            yield _text(line, "_id", place), _text(line, "text", place)


def find_sets(folder: Path, language: str = "") -> list[EvaluationSet]:
    """Return the set in `folder`, or those in the folders of it, in the order of their names. Raises BadSet.

    `language` chooses one of several, and tells the language of a single set whose folder has another name.
    """
    if not folder.is_dir():
        raise BadSet(f"{folder} is not a folder.")
    if _is_set(folder):
        code = language or folder.resolve().name
        if not _CODE.fullmatch(code):
            raise BadSet(f"{folder} is not named by the code of a language; tell it with --language.")
        return [EvaluationSet(folder, code)]
    inside = [each for each in sorted(folder.iterdir()) if _is_set(each) and _CODE.fullmatch(each.name)]
    chosen = [each for each in inside if language in ("", each.name)]
    if inside and not chosen:
        names = ", ".join(each.name for each in inside)
        raise BadSet(f"{folder} has no set in {language}, only in: {names}.")
    if not chosen:
        raise BadSet(f"{folder} holds neither {CORPUS} nor folders with it that are named by codes of languages.")
    return [EvaluationSet(each, each.name) for each in chosen]


def _is_set(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (CORPUS, f"{CORPUS}.gz"))


def _open(path: Path) -> IO[str]:
    path = _present(path)
    try:
        return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    except OSError as error:
        raise BadSet(f"{path} cannot be read: {error.strerror or error}.") from error


def _present(path: Path) -> Path:
    """Return the packed file where the plain one is not there."""
    packed = path.with_name(f"{path.name}.gz")
    return packed if packed.exists() and not path.exists() else path


def _lines(folder: Path, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a file of JSON lines, each with the place to name when something is wrong with it."""
    number = 0
    path = _present(folder / name)
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                found = json.loads(line)
                if not isinstance(found, dict):
                    raise BadSet(f"{path}, line {number}: an object is expected.")
                yield f"{path}, line {number}", found
    except json.JSONDecodeError as error:
        raise BadSet(f"{path}, line {number}: no JSON ({error.msg}).") from error
    except (UnicodeDecodeError, OSError, EOFError) as error:
        raise BadSet(f"{path}, after line {number}: cannot be read ({error}).") from error


def _text(line: dict[str, Any], name: str, place: str, default: str | None = None) -> str:
    value = line.get(name, default)
    if value is None and default is not None:
        return default
    if isinstance(value, int) and name == "_id":
        return str(value)
    if not isinstance(value, str):
        raise BadSet(f'{place}: "{name}" is missing or no text.')
    return value


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None

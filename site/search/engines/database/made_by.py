"""Which code has read the documents of the database engine: known from each row, so that a change of code is noticed."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

from search import analysis, ranking
from search.contributing import contributors_mark
from search.documents import Document
from search.models import IndexedDocument

_LENGTH = 8


def made_by() -> str:
    """Return eight signs that change with what documents and their terms are made by: our code, and plugins."""
    mark = contributors_mark()
    return _mixed(_code(), mark) if mark else _code()


@cache
def _mixed(code: str, mark: str) -> str:
    return hashlib.blake2b(f"{code} {mark}".encode(), digest_size=_LENGTH // 2).hexdigest()


@cache
def _code() -> str:
    """Return eight signs that change with what terms are made by: our files, weights of fields, the stemmer, Unicode's tables.

    Whoever changes a letter there has the documents read anew, which costs minutes; nobody has to remember a number.
    """
    digest = hashlib.blake2b(digest_size=_LENGTH // 2)
    folder = Path(analysis.__file__).parent
    here = [Path(__file__).with_name(name) for name in ("rows.py", "vectors.py")]
    for path in sorted([*folder.glob("*.py"), *here]):
        digest.update(path.read_bytes())
    # The other figures of ranking are of the query: nothing stored depends on them.
    digest.update(repr(ranking.FIELD_WEIGHTS).encode())
    digest.update(f"{installed('snowballstemmer')} {unicodedata.unidata_version}".encode())
    return digest.hexdigest()


def stored_version(document: Document) -> str:
    """Return the version of a document as the database engine keeps it: who made its terms, and what it was."""
    return made_by() + document.version[_LENGTH:]


def has_outdated() -> bool:
    """Tell whether some documents were read by other code.

    Writing a document gives it a new number, so those that were written first have the lowest: one look is enough.
    """
    first = IndexedDocument.objects.order_by("pk").values_list("version", flat=True).first()
    return first is not None and not first.startswith(made_by())

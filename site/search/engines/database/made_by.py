"""Which code has read the documents of the database engine: known from each row, so that a change of code is noticed."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

from search import analysis, ranking
from search.documents import Document
from search.models import IndexedDocument

_LENGTH = 8


@cache
def made_by() -> str:
    """Return eight signs that change with the code by which terms are made: our files, the stemmer and Unicode's tables.

    Whoever changes a letter there has the documents read anew, which costs minutes; nobody has to remember a number.
    """
    digest = hashlib.blake2b(digest_size=_LENGTH // 2)
    folder = Path(analysis.__file__).parent
    for path in sorted([*folder.glob("*.py"), Path(__file__).with_name("rows.py"), Path(ranking.__file__)]):
        digest.update(path.read_bytes())
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

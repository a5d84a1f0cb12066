"""Parts of addresses."""

from __future__ import annotations

import re

from django.urls import register_converter
from django.urls.converters import IntConverter

_ROW = re.compile("[0-9]{1,18}")


def row_id(text: object) -> int | None:
    """Return the id of a row that a text of a reader's names, as `<row:pk>` reads it; None for any other text."""
    return int(text) if isinstance(text, str) and _ROW.fullmatch(text) else None


def id_looked_for(value: object) -> int | None:
    """Return the id that a query would look for: it also takes " 3", "+3", "1_0" and digits of any script.

    For guards, which must see what views that hand a text on to the database will find.
    """
    try:
        number = int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return None
    return number if 0 < number < 2**63 else None


class RowConverter(IntConverter):
    """The id of a row: as many digits as fit into the database. Django's `int` takes any number, and digits of any script."""

    regex = _ROW.pattern


def register() -> None:
    """Let addresses say `<row:pk>`; called before any of them is read."""
    register_converter(RowConverter, "row")

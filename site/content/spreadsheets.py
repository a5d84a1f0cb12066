"""Cells of files that are opened in spreadsheets: people have typed them, and a spreadsheet runs what begins like a formula."""

from __future__ import annotations

import re

# Also behind blanks, which some programs take away; | and % begin commands of old ones. Apostrophes that were typed count, so
# that what was put before a cell can be told from them.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%]|[\t\r\n])")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: with an apostrophe before it where it begins like one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell

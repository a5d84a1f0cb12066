"""What this room tells plugins and other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action

if TYPE_CHECKING:
    from importing.writing.work import Report


@declare_action
def import_finished(*, collection: str, report: Report) -> None:
    """A folder was imported, and everything is stored; a dry run is not told of.

    `report.number("new")` and `report.number("changed")` are how many pages were written, of all languages and kinds.
    """

"""The inbox as a file: row by row, however many there are, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from content.exporting import HarmlessExportMixin
from feedback.inbox.selectors import thing_of, things_of
from feedback.kinds import Thing
from feedback.models import Comment

AT_ONCE = 1000
"""Rows that are in memory at a time."""


class ExportRow:
    """A comment with what it is about, for columns to read."""

    def __init__(self, comment: Comment, thing: Thing | None) -> None:
        self.comment = comment
        self.kind = str(thing.kind.label) if thing else ""
        self.page_title = thing.title if thing else ""
        self.page_link = thing.url if thing else ""
        self.assignee = comment.assignee.display_name() if comment.assignee else ""
        self.state = comment.get_state_display()
        self.reason = comment.get_reason_display()


class ExportRows:
    """The rows of an export, read from the database some at a time."""

    def __init__(self, comments: QuerySet[Comment]) -> None:
        self.comments = comments
        self.model = comments.model

    def __iter__(self) -> Iterator[ExportRow]:
        batch: list[Comment] = []
        for comment in self.comments.iterator(chunk_size=AT_ONCE):
            batch.append(comment)
            if len(batch) == AT_ONCE:
                yield from _rows(batch)
                batch = []
        yield from _rows(batch)


def _rows(comments: list[Comment]) -> Iterator[ExportRow]:
    things = things_of(comments)
    return (ExportRow(each, thing_of(each, things)) for each in comments)


class StreamingExportMixin(HarmlessExportMixin):
    """The export of a list of comments; other lists give rows of their own."""

    def export_rows(self) -> Any:
        """The comments of the list."""
        return ExportRows(self.get_queryset())  # type: ignore[attr-defined]

"""Restorations that were killed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from operations.backup.restoring.placing import journal, only_one, settle
from operations.backup.restoring.preparing import UNFINISHED, is_unfinished
from operations.doctor.registry import register_exam


def problems() -> Iterator[str]:
    """A journal that nobody settled, or a database that was never filled to its end."""
    if journal().exists():
        yield f"A restoration was killed while it exchanged files ({journal()})."
    if is_unfinished(connection):
        yield f"A restoration into this database did not come to its end (table {UNFINISHED}): run `manage.py restore` again."


def mend() -> None:
    """Go on or back."""
    with only_one():
        settle()


def register() -> None:
    """Register the exam."""
    register_exam("restoration", "no restoration was left half done", problems, mend)

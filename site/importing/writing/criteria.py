"""The criteria of exceptions that files name: "days at_most 45", "amount over 100 EUR", "country any_of ID, MY"."""

from __future__ import annotations

from typing import Any

from wiki.models import ExceptionCriterion, PolicyExceptionPage


def criteria_fill(page: Any, written: list[tuple[str, str, str, str]]) -> None:
    """Give an exception the criteria of its file, and no others."""
    if isinstance(page, PolicyExceptionPage):
        names = ("topic", "operator", "value", "currency")
        exception: Any = page
        exception.criteria = [
            ExceptionCriterion(**dict(zip(names, each, strict=True)), sort_order=at) for at, each in enumerate(written)
        ]


def criteria_insert(pages: list[Any]) -> None:
    """Insert what `criteria_fill` has given to pages that are new."""
    rows = []
    for page in pages:
        if isinstance(page, PolicyExceptionPage):
            for row in page.criteria.all():
                row.exception = page
                row.comparable_note()  # as saving it would
                rows.append(row)
    ExceptionCriterion.objects.bulk_create(rows, batch_size=500)


def criteria_written(page: Any) -> list[str]:
    """Return what a file says of the criteria of an exception."""
    return [str(row) for row in page.criteria.all()] if isinstance(page, PolicyExceptionPage) else []

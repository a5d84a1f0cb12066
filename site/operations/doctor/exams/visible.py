"""Who may see a page, as it is stored, and as it follows from the page and all above it."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page

from content.visibility import visibility_problems, visibility_refresh
from operations.doctor.registry import register_exam


def problems() -> Iterator[str]:
    """Pages that more or fewer people see than should."""
    return (f"Page {pk} is not shown to those who should see it, or to others." for pk in visibility_problems())


def mend() -> None:
    """Compute it anew for all pages."""
    for root in Page.get_root_nodes():
        visibility_refresh(page_id=root.pk, whole_subtree=True)


def register() -> None:
    """Register the exam."""
    register_exam("visibility", "every page is seen by those who may see it", problems, mend)

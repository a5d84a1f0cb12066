"""What kinds of articles there are, and the fields that belong to one kind only."""

from __future__ import annotations

from kb.models.review import ReviewedPage


class KindPage(ReviewedPage):
    """Inherited by articles."""

    content_panels = [*ReviewedPage.content_panels]

    class Meta:
        abstract = True

"""What is read of questions by more than one part of the room."""

from __future__ import annotations

from collections.abc import Sequence

from wagtail.models import Site

from faq_blocks.models import Question, QuestionSettings
from feedback.selectors import helpful_scores


def have_own_pages(site: Site) -> bool:
    """Tell whether questions have pages of their own on a site: they do unless somebody said no. One query."""
    said = QuestionSettings.objects.filter(site=site).values_list("own_pages", flat=True).first()
    return said is None or said


def default_has_own_pages() -> bool:
    """Tell it of the default site, for what knows no site: a search, an inbox. Two queries."""
    site = Site.objects.filter(is_default_site=True).first()
    return site is not None and have_own_pages(site)


def useful_questions(ids: Sequence[int]) -> dict[int, float]:
    """Return how useful questions of the library are to readers at least, from 0 to 1, of those with votes. One query."""
    return helpful_scores(list(ids), of=Question)

"""Articles as pages that are reviewed: what categories and the settings say about them."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from content.review.kinds import ReviewedKind
from kb.models import ArticlePage, CategoryPage, ReviewSettings

REVIEW_RIGHT = "kb.review_article"


def may_mark(page: Any, user: Any) -> bool:
    """Tell whether this person may mark an article as reviewed: who edits it and has the right, or looks after it."""
    trusted = user.has_perm(REVIEW_RIGHT) or page.responsible_id == user.pk
    return bool(trusted and page.permissions_for_user(user).can_edit())


def team_of(path: str) -> str:
    """Return the name of the team by the nearest category above a tree path; "" where none has one."""
    above = [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
    named = CategoryPage.objects.filter(path__in=above).exclude(review_team="")
    return named.order_by("-path").values_list("review_team", flat=True).first() or ""


ARTICLES = ReviewedKind(
    model=ArticlePage,
    carrier=CategoryPage,
    owners=CategoryPage,
    may_mark=may_mark,
    team_of=team_of,
    default_months=lambda: ReviewSettings.objects.values_list("default_months", flat=True).first(),
    fallback_owner=lambda: ReviewSettings.objects.values_list("fallback_owner_id", flat=True).first(),
    reminds=lambda: not ReviewSettings.objects.filter(send_reminders=False).exists(),
)

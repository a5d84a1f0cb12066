"""What readers may know of the review of an article."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, OuterRef, Subquery, Value

from kb.models import ArticlePage, ReviewSettings


@dataclass(frozen=True)
class ReviewShown:
    """What readers see of an article's last review. `reviewer` is a team, or a name where the settings say so."""

    reviewer: str = ""
    is_stale: bool = False


def review_shown(article: ArticlePage) -> ReviewShown:
    """Return what readers see. No query where the settings cannot change it, else one."""
    if article.reviewed_by_id is None and not article.is_stale:
        return ReviewShown(article.reviewed_as)
    person = get_user_model()._default_manager.filter(pk=OuterRef("reviewer"))
    names = {name: Subquery(person.values(name)[:1]) for name in ("first_name", "last_name", "username")}
    reviewer = Value(article.reviewed_by_id, output_field=IntegerField())
    rows = ReviewSettings.objects.annotate(reviewer=reviewer).annotate(**names)
    row = rows.values("show_reviewer", "show_stale", *names).first()
    if row is None:
        return ReviewShown(article.reviewed_as)
    name = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() or row["username"] or ""
    return ReviewShown(name if row["show_reviewer"] and name else article.reviewed_as, row["show_stale"] and article.is_stale)

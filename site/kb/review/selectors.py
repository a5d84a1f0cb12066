"""Which articles are due for review, who looks after them, and what readers may know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from kb.models import ArticlePage, CategoryPage, ReviewSettings

REVIEW_RIGHT = "kb.review_article"


def stale_ids(page_ids: Iterable[int]) -> set[int]:
    """Return those of the pages for which a review is due. One query."""
    return set(
        ArticlePage.objects.filter(pk__in=list(page_ids), review_due__lte=timezone.localdate()).values_list("pk", flat=True)
    )


def stale_measure(page_ids: Sequence[int]) -> dict[int, float]:
    """Let stale pages sink in search results."""
    return dict.fromkeys(stale_ids(page_ids), 1.0)


def due_articles(*, within_days: int = 0) -> QuerySet[ArticlePage]:
    """Return what readers see and somebody should check, by now or within some days; the longest due first.

    Drafts, archived articles and copies of others wait for nobody.
    """
    now = timezone.now()
    due = ArticlePage.objects.filter(live=True, alias_of=None, review_due__lte=timezone.localdate() + timedelta(days=within_days))
    return due.exclude(archived_at__lte=now).order_by("review_due", "pk")


def due_pages(user: Any, *, within_days: int = 0, only_own: bool = False) -> QuerySet[ArticlePage]:
    """Return the articles due for review that this person may edit, or only those they are responsible for."""
    due = due_articles(within_days=within_days)
    if only_own:
        due = due.filter(responsible=user)
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return due.filter(pk__in=mine.order_by().values("pk"))


def may_review(page: Any, user: Any) -> bool:
    """Tell whether this person may mark an article as reviewed: who edits it and has the right, or looks after it."""
    if not isinstance(page, ArticlePage) or page.alias_of_id is not None:
        return False
    trusted = user.has_perm(REVIEW_RIGHT) or page.responsible_id == user.pk
    return bool(trusted and page.permissions_for_user(user).can_edit())


def team_of(path: str) -> str:
    """Return the name of the team by the nearest category above a tree path; "" where none has one."""
    above = [path[:end] for end in range(2 * Page.steplen, len(path), Page.steplen)]
    named = CategoryPage.objects.filter(path__in=above).exclude(review_team="")
    return named.order_by("-path").values_list("review_team", flat=True).first() or ""


def owners_of(articles: Sequence[ArticlePage]) -> dict[int, Any]:
    """Return who is to be reminded of each article (by its id): its own responsible, else those of the categories above from the
    nearest on, else who the settings name; always somebody active who may edit it. Articles without such a person are left out.
    """
    categories = dict(CategoryPage.objects.filter(responsible__isnull=False).values_list("path", "responsible_id"))
    fallback = ReviewSettings.objects.values_list("fallback_owner_id", flat=True).first()
    asked = {each.pk: _candidates(each, categories, fallback) for each in articles}
    ids = {pk for candidates in asked.values() for pk in candidates}
    people = get_user_model()._default_manager.filter(pk__in=ids, is_active=True).exclude(email="").in_bulk()
    editable: dict[int, set[int]] = {}
    for pk, person in people.items():
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(person, "change").filter(pk__in=[each.pk for each in articles])
        editable[pk] = set(mine.values_list("pk", flat=True))
    found = {}
    for article in articles:
        owner = next((pk for pk in asked[article.pk] if article.pk in editable.get(pk, ())), None)
        if owner is not None:
            found[article.pk] = people[owner]
    return found


def _candidates(article: ArticlePage, categories: dict[str, int], fallback: int | None) -> list[int]:
    above = [article.path[:end] for end in range(len(article.path) - Page.steplen, 0, -Page.steplen)]
    found = [article.responsible_id, *(categories.get(path) for path in above), fallback]
    return [pk for pk in found if pk is not None]


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
    rows = ReviewSettings.objects.annotate(reviewer=_value(article.reviewed_by_id)).annotate(**names)
    row = rows.values("show_reviewer", "show_stale", *names).first()
    if row is None:
        return ReviewShown(article.reviewed_as)
    name = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() or row["username"] or ""
    return ReviewShown(name if row["show_reviewer"] and name else article.reviewed_as, row["show_stale"] and article.is_stale)


def _value(number: int | None) -> Any:
    from django.db.models import IntegerField, Value

    return Value(number, output_field=IntegerField())

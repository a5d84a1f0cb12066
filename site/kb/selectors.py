from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from content.models import HelpPage

if TYPE_CHECKING:
    from kb.models import CategoryPage


def category_contents(*, category: CategoryPage, user: Any) -> dict[str, list[HelpPage]]:
    """Return the sub-categories (each with `article_count` of everything below it) and the articles of a category, in tree order.

    Two queries for the anonymous, however many there are; a few more for signed-in readers.
    """
    categories, articles = pages_below(page=category, user=user)
    return {"categories": categories, "articles": articles}


def article_tags(page_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of the tags of articles, by page."""
    from kb.models import ArticleTag

    found: defaultdict[int, list[str]] = defaultdict(list)
    tagged = ArticleTag.objects.filter(content_object_id__in=page_ids).order_by("tag__name")
    for page_id, name in tagged.values_list("content_object_id", "tag__name"):
        found[page_id].append(name)
    return dict(found)


def pages_below(*, page: HelpPage, user: Any) -> tuple[list[HelpPage], list[HelpPage]]:
    """Return what this user may see directly below a page, in tree order: the categories, counted, and all others."""
    found = HelpPage.objects.child_of(page).listable_to(user).order_by("path")
    children = list(found.select_related("categorypage__knowledgebasepage__logo"))
    categories = [child for child in children if hasattr(child, "categorypage")]
    counts = article_counts(categories=categories, user=user)
    for category in categories:
        category.article_count = counts[category.pk]
    return categories, [child for child in children if not hasattr(child, "categorypage")]


def article_counts(*, categories: list[HelpPage], user: Any) -> dict[int, int]:
    """Return how many pages that are no categories this user may see anywhere below each category. One query, or none."""
    if not categories:
        return {}
    above = categories[0].path[: -HelpPage.steplen]  # they stand side by side
    listable = HelpPage.objects.listable_to(user).filter(categorypage__isnull=True, path__startswith=above)
    counted = listable.aggregate(**{f"c{page.pk}": Count("pk", filter=Q(path__startswith=page.path)) for page in categories})
    return {page.pk: counted[f"c{page.pk}"] for page in categories}


def is_base(category: HelpPage) -> bool:
    """Tell whether a category that `pages_below` returned is a knowledge base. No query."""
    return hasattr(category.categorypage, "knowledgebasepage")

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from content.models import HelpPage

if TYPE_CHECKING:
    from kb.models import CategoryPage


def category_contents(*, category: CategoryPage, user: Any) -> dict[str, list[HelpPage]]:
    """Return the sub-categories (each with `article_count` of everything below it) and the articles of a category, in tree order.

    Two queries for the anonymous, however many there are; a few more for signed-in readers.
    """
    below = HelpPage.objects.child_of(category).listable_to(user).order_by("path").select_related("categorypage")
    children = list(below)
    categories = [page for page in children if hasattr(page, "categorypage")]
    counts = article_counts(categories=categories, user=user)
    for page in categories:
        page.article_count = counts.get(page.pk, 0)
    return {
        "categories": [page for page in children if page in categories],
        "articles": [page for page in children if page not in categories],
    }


def article_counts(*, categories: list[HelpPage], user: Any) -> dict[int, int]:
    """Return how many pages that are no categories this user may see anywhere below each category. One query, or none."""
    if not categories:
        return {}
    above = categories[0].path[: -HelpPage.steplen]  # they stand side by side
    listable = HelpPage.objects.listable_to(user).filter(categorypage__isnull=True, path__startswith=above)
    counted = listable.aggregate(**{f"c{page.pk}": Count("pk", filter=Q(path__startswith=page.path)) for page in categories})
    return {page.pk: counted[f"c{page.pk}"] for page in categories}

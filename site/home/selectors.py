from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.models import HelpPage
from kb.selectors import article_counts

if TYPE_CHECKING:
    from home.models import HomePage


def front_door(*, home: HomePage, user: Any) -> dict[str, Any]:
    """Return what the home page shows beside its own words: `categories` with counts and the `pages` beside them.

    Two queries.
    """
    below = HelpPage.objects.child_of(home).listable_to(user).order_by("path").select_related("categorypage")
    children = list(below)
    categories = [page for page in children if hasattr(page, "categorypage")]
    counts = article_counts(categories=categories, user=user)
    for page in categories:
        page.article_count = counts[page.pk]
    return {
        "categories": categories,
        "pages": [page for page in children if not hasattr(page, "categorypage")],
        "popular": [line.strip() for line in home.popular_searches.splitlines() if line.strip()],
    }

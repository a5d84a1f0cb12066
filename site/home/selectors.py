from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.selectors import pages_below

if TYPE_CHECKING:
    from home.models import HomePage


def front_door(*, home: HomePage, user: Any) -> dict[str, Any]:
    """Return what the home page shows beside its own words: `categories` with counts and the `pages` beside them.

    Two queries for the anonymous.
    """
    categories, pages = pages_below(page=home, user=user)
    return {
        "categories": categories,
        "pages": pages,
        "popular": [line.strip() for line in home.popular_searches.splitlines() if line.strip()],
    }

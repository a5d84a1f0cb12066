from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.selectors import is_base, pages_below

if TYPE_CHECKING:
    from home.models import HomePage


def front_door(*, home: HomePage, user: Any) -> dict[str, Any]:
    """Return what the home page shows beside its own words: knowledge `bases` and other `categories` with counts, and the
    `pages` beside them.

    Two queries for the anonymous.
    """
    found, pages = pages_below(page=home, user=user)
    bases = [page for page in found if is_base(page)]
    return {
        "bases": bases,
        "categories": [page for page in found if page not in bases],
        "pages": pages,
        "popular": [line.strip() for line in home.popular_searches.splitlines() if line.strip()],
    }

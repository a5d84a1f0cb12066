"""Whether a translation stands where more people may read than where its source stands.

Places are compared, the pages above both, and not the pages themselves: what an editor says of a source comes with its next
version, but nobody moves its translation along where that place is not translated.
"""

from __future__ import annotations

from wagtail.models import Page

from content.audiences import Audience, gates_of
from content.models import HelpPage


def is_more_open(page: Page, than: Page) -> bool:
    """Tell whether somebody who may not read below the page above `than` may read below the one above `page`. Two queries."""
    return _admits_more(_above(page), _above(than))


def is_stricter(page: Page, than: Page) -> bool:
    """Tell whether what stands below a page is closed to somebody who may read what stands below another. Two queries."""
    return _admits_more(_said_of(than.path), _said_of(page.path))


def _above(page: Page) -> tuple[int, str]:
    return _said_of(page.path[: -Page.steplen])


def _said_of(path: str) -> tuple[int, str]:
    row = HelpPage.objects.filter(path=path).values_list("effective_audience", "required_groups").first()
    return row or (Audience.PUBLIC, "")


def _admits_more(one: tuple[int, str], other: tuple[int, str]) -> bool:
    return one[0] < other[0] or not gates_of(other[1]) <= gates_of(one[1])

"""What a handbook is made of: the pages of a space that its reader may see, in tree order, with numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from content.locales import code_of
from content.models import HelpPage
from localization.languages import direction_of
from wiki.approving.seal import policies_know
from wiki.marks.pages import readable
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage
from wiki.selectors import OUTCOME_ORDER, successions_know


@dataclass
class Chapter:
    """A page with its number, such as "2.1", and how deep it stands (1: directly in the space)."""

    page: Any
    number: str
    level: int
    exceptions: list[PolicyExceptionPage] = field(default_factory=list)
    body: str = ""

    @property
    def anchor(self) -> str:
        """The id of the chapter in the handbook."""
        return f"p{self.page.pk}"

    @property
    def heading(self) -> int:
        """The level of its heading: 2 for the first level, 5 at most."""
        return min(self.level + 1, 5)

    @property
    def policy(self) -> PolicyPage | None:
        """The page, where it is a policy."""
        return self.page if isinstance(self.page, PolicyPage) else None

    @property
    def language(self) -> str:
        """The language of the page."""
        return code_of(self.page.locale_id)

    @property
    def direction(self) -> str:
        """ "ltr" or "rtl"."""
        return direction_of(self.language)


def chapters_of(*, space: HelpPage, user: Any) -> list[Chapter]:
    """Return the chapters of a space for this reader, without their texts.

    A page below one that the reader may not see is left out with it. Exceptions stand in the chapter of their policy, and only
    those that are valid now. Some queries for each type of page, however many pages there are.
    """
    rows = readable(user).descendant_of(space).order_by("path")
    exceptions = _valid_exceptions(space, user)
    chapters: list[Chapter] = []
    counts: dict[str, int] = defaultdict(int)
    numbers: dict[str, str] = {space.path: ""}
    for page in rows.not_type(PolicyExceptionPage).specific():
        above = page.path[: -Page.steplen]
        if above not in numbers:
            continue
        counts[above] += 1
        number = numbers[page.path] = f"{numbers[above]}{counts[above]}."
        level = page.depth - space.depth
        chapters.append(Chapter(page, number.rstrip("."), level, exceptions.get(page.path, [])))
    return chapters


def page_count(*, space: HelpPage, user: Any) -> int:
    """Return how many pages a handbook would have at most."""
    return int(readable(user).descendant_of(space).not_type(PolicyExceptionPage).count())


def space_for(*, pk: int, user: Any) -> SpacePage | None:
    """Return the space of this number if this user may read it."""
    return SpacePage.objects.listable_to(user).filter(pk=pk).select_related("locale").first()


def _valid_exceptions(space: HelpPage, user: Any) -> dict[str, list[PolicyExceptionPage]]:
    """The valid exceptions by the tree path of their policy, strongest first. Four queries."""
    rows = PolicyExceptionPage.objects.listable_to(user).descendant_of(space).order_by("path")
    found: dict[str, list[PolicyExceptionPage]] = defaultdict(list)
    for each in rows.select_related("approved_user", "supersedes").prefetch_related("criteria", "wordings"):
        found[each.path[: -Page.steplen]].append(each)
    policies_know(exception for each in found.values() for exception in each)
    for each in found.values():
        successions_know(each)
        each.sort(key=lambda exception: OUTCOME_ORDER[exception.outcome])
    return {path: [one for one in each if one.status == "valid"] for path, each in found.items()}

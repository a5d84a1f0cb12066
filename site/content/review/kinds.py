"""The types of pages that are reviewed, and what their room says about them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.models import HelpPage


def editable_among(person: Any, page_ids: Collection[int]) -> set[int]:
    """Return those of the pages that somebody may edit. One query."""
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(person, "change")
    return set(mine.filter(pk__in=list(page_ids)).values_list("pk", flat=True))


def nothing() -> None:
    """Where a room has no such setting."""


@dataclass(frozen=True)
class ReviewedKind:
    """One type of pages. `model` is concrete and stands on `pages.ReviewedPage`.

    `carrier` is the type of the pages above them that may say `review_months`; the nearest counts. `owners` is the type of the
    pages above whose responsible person is asked where a page has none. `may_mark` tells whether somebody may mark a page as
    reviewed; `may_be_told` which of some pages a reminder to somebody may name; `address` where the reminder leads (a path).
    """

    model: Any
    carrier: Any
    owners: Any
    may_mark: Callable[[Any, Any], bool]
    may_be_told: Callable[[Any, Collection[int]], set[int]] = editable_among
    address: Callable[[HelpPage], str] | None = None
    team_of: Callable[[str], str] = lambda _path: ""
    default_months: Callable[[], int | None] = nothing
    fallback_owner: Callable[[], int | None] = nothing
    reminds: Callable[[], bool] = lambda: True


_kinds: list[ReviewedKind] = []


def register_reviewed(kind: ReviewedKind) -> None:
    """Let the pages of a type be reviewed; called when the room is ready."""
    _kinds.append(kind)


def reviewed_kinds() -> list[ReviewedKind]:
    """Return all of them, in the order of registration."""
    return list(_kinds)


def kind_of(page: Any) -> ReviewedKind | None:
    """Return the kind a page is of; None for a page that is not reviewed."""
    return next((each for each in _kinds if isinstance(page, each.model)), None)

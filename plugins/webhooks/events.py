"""What happens on the site, as data for receivers. Of readers nothing is told, not even who voted."""

from __future__ import annotations

from typing import Any

from .models import Event
from .pages import describe_page, voted_page
from .queue import event_add, receivers_of


def page_published(*, page: Any, is_first: bool) -> None:
    """Tell of a page once readers can see it. While a page above it is a draft, it stays untold."""
    if receivers := receivers_of(Event.PUBLISHED):
        described = describe_page(page)
        if described.is_reachable:
            data = {"page": described.data, "is_first": is_first}
            event_add(Event.PUBLISHED, data, to=receivers, is_public=described.is_public)


def page_unpublished(*, page: Any) -> None:
    """Tell that a page is not there for readers any more."""
    if receivers := receivers_of(Event.UNPUBLISHED):
        described = describe_page(page)
        event_add(Event.UNPUBLISHED, {"page": described.data}, to=receivers, is_public=described.is_public)


def feedback_given(*, vote: Any, is_change: bool) -> None:
    """Tell that a page helped or did not. `voter_key` stays here."""
    if (receivers := receivers_of(Event.VOTED)) and (page := voted_page(vote)) is not None:
        described = describe_page(page)
        data = {"page": described.data, "is_helpful": vote.is_helpful, "is_change": is_change}
        event_add(Event.VOTED, data, to=receivers, is_public=described.is_public)


def search_failed(*, text: str, language: str, side: str, searches: int) -> None:
    """Tell what was searched in vain. What agents search may hold what is not for everybody."""
    if receivers := receivers_of(Event.SEARCH_FAILED):
        data = {"text": text, "language": language, "searches": searches, "side": side}
        event_add(Event.SEARCH_FAILED, data, to=receivers, is_public=side == "public")

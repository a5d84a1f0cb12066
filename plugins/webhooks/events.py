"""What happens on the site, as data for receivers. Of readers nothing is told, not even who voted."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from .models import Event
from .queue import event_add, receivers_of


def page_published(*, page: Any, is_first: bool) -> None:
    """Tell of a page once readers can see it. While a page above it is a draft, it stays untold."""
    if receivers := receivers_of(Event.PUBLISHED):
        facts = _facts(page)
        if facts["ancestors_live"]:
            data = {"page": _told(page, facts), "is_first": is_first}
            event_add(Event.PUBLISHED, data, to=receivers, is_public=_is_public(facts))


def page_unpublished(*, page: Any) -> None:
    """Tell that a page is not there for readers any more."""
    if receivers := receivers_of(Event.UNPUBLISHED):
        facts = _facts(page)
        event_add(Event.UNPUBLISHED, {"page": _told(page, facts)}, to=receivers, is_public=_is_public(facts))


def feedback_given(*, vote: Any, is_change: bool) -> None:
    """Tell that a page helped or did not. `voter_key` stays here."""
    if receivers := receivers_of(Event.VOTED):
        page = vote.target_type.get_object_for_this_type(pk=vote.target_id)
        facts = _facts(page)
        data = {"page": _told(page, facts), "is_helpful": vote.is_helpful, "is_change": is_change}
        event_add(Event.VOTED, data, to=receivers, is_public=_is_public(facts))


def search_failed(*, text: str, language: str, side: str, searches: int) -> None:
    """Tell what was searched in vain. What agents search may hold what is not for everybody."""
    if receivers := receivers_of(Event.SEARCH_FAILED):
        data = {"text": text, "language": language, "searches": searches, "side": side}
        event_add(Event.SEARCH_FAILED, data, to=receivers, is_public=side == "public")


def _facts(page: Any) -> dict[str, Any]:
    """Who may see the page, as it is stored now: the object in hand may be older than a change above it."""
    names = ("effective_audience", "required_groups", "unlisted", "ancestors_live")
    found: dict[str, Any] | None = type(page)._base_manager.filter(pk=page.pk).values(*names).first()
    return found or {"effective_audience": 99, "required_groups": "", "unlisted": True, "ancestors_live": False}


def _is_public(facts: dict[str, Any]) -> bool:
    return not (facts["effective_audience"] or facts["required_groups"] or facts["unlisted"])


def _told(page: Any, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": page.pk,
        "title": page.title,
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + page.link,
        "language": page.locale.language_code,
        "kind": getattr(page.specific_class, "search_kind", ""),
        "is_public": _is_public(facts),
        "translation_key": str(page.translation_key),
    }

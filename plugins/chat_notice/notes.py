"""What happens is noted by one row, so that no request waits and many things make one message."""

from __future__ import annotations

from typing import Any

from sanad import plugin_settings
from sanad_plugins.webhooks.pages import Described, describe_page, voted_page

from .models import Kind, Note


def page_published(*, page: Any, is_first: bool) -> None:
    """Note a new page, or a new version of one, that readers can see."""
    kind = Kind.PUBLISHED if is_first else Kind.CHANGED
    if _is_told(kind) and (described := describe_page(page)).is_reachable:
        _note(kind, described)


def page_unpublished(*, page: Any) -> None:
    """Note that a page is gone. Its address leads nowhere."""
    if _is_told(Kind.UNPUBLISHED):
        _note(Kind.UNPUBLISHED, describe_page(page))


def feedback_given(*, vote: Any, is_change: bool) -> None:
    """Note that a page did not help; forget it when the reader thinks better of it."""
    if not _is_told(Kind.UNHELPFUL) or (vote.is_helpful and not is_change):
        return
    if (page := voted_page(vote)) is None:
        return
    described = describe_page(page)
    if not vote.is_helpful:
        _note(Kind.UNHELPFUL, described)
    elif noted := Note.objects.filter(kind=Kind.UNHELPFUL, url=described.data["url"]).last():
        noted.delete()


def search_failed(*, text: str, side: str, searches: int) -> None:
    """Note what was searched in vain."""
    if _is_told(Kind.SEARCH_FAILED) and (side == "public" or plugin_settings("chat_notice").is_internal):
        Note.objects.create(kind=Kind.SEARCH_FAILED, title=text[:500], count=searches)


def _is_told(kind: Kind) -> bool:
    chosen = plugin_settings("chat_notice")
    return bool(chosen.address) and kind in chosen.tell


def _note(kind: Kind, described: Described) -> None:
    if described.is_public or plugin_settings("chat_notice").is_internal:
        Note.objects.create(kind=kind, title=described.data["title"][:500], url=described.data["url"][:1000])

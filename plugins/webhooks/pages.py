"""A page as others may be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

_FACTS = ("effective_audience", "required_groups", "unlisted", "ancestors_live", "internal_until")


@dataclass(frozen=True)
class Described:
    """What is told of a page, and to whom it may be told."""

    data: dict[str, Any]
    is_public: bool  # for everybody, without an account or a password
    is_reachable: bool  # no page above it is a draft


def describe_page(page: Any) -> Described:
    """Return what others may be told of a page. Two queries.

    Who may see it is read from the database: the object in hand may be older than a change above it.
    """
    facts = type(page)._base_manager.filter(pk=page.pk).values(*_FACTS).first()
    is_public = facts is not None and not (facts["effective_audience"] or facts["required_groups"] or facts["unlisted"])
    if facts is not None and facts["internal_until"] is not None and facts["internal_until"] > timezone.now():
        is_public = False
    data = {
        "id": page.pk,
        "title": page.title,
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + page.link,
        "language": page.locale.language_code,
        "kind": getattr(page.specific_class, "search_kind", ""),
        "is_public": is_public,
        "translation_key": str(page.translation_key),
    }
    return Described(data, is_public, is_reachable=facts is not None and facts["ancestors_live"])


def voted_page(vote: Any) -> Any:
    """Return the page of a vote, or None when it is gone, or was no page."""
    model = vote.target_type.model_class()
    return model.objects.filter(pk=vote.target_id).first() if model is not None and hasattr(model, "link") else None

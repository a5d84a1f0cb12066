"""How much room there is for a text: what its field takes, and what is shown of it."""

from __future__ import annotations

from django.core.exceptions import FieldDoesNotExist

from localization.models import Translation
from localization.quality.registry import Limit

BEST = {"title": 70, "seo_title": 60, "search_description": 160, "slug": 75, "summary": 300}
"""Characters of a field that are shown in full: in lists and tabs, and by search engines (about 60 and 160)."""


def limit_of(translation: Translation, path: str) -> Limit:
    """Return the room of the field at a unit's path. Within blocks there is no limit."""
    model = translation.content_type.model_class()
    if model is None or "." in path:
        return Limit()
    try:
        most = getattr(model._meta.get_field(path), "max_length", None) or 0
    except FieldDoesNotExist:
        return Limit()
    return Limit(most=most, best=BEST.get(path, 0), is_slug=path == "slug")

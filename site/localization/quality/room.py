"""How much room there is for a text: what its field takes, and what is shown of it."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.fields import RichTextField

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


def is_plain(translation: Translation, path: str) -> bool:
    """Tell whether the field at a unit's path holds plain text, in which tags mean nothing. Within blocks nobody knows: False."""
    model = ContentType.objects.get_for_id(translation.content_type_id).model_class()
    name, *rest = path.split(".")
    try:
        field = model._meta.get_field(name) if model is not None else None
        if len(rest) == 2 and field is not None and field.related_model:
            field = field.related_model._meta.get_field(rest[1])  # the row of a child, below its key
        elif rest:
            return False
    except FieldDoesNotExist:
        return False
    return isinstance(field, models.CharField | models.TextField) and not isinstance(field, RichTextField)

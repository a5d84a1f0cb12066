"""Which sources anybody on the internet may read: what leaves the site, or is named where many read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page

from content.audiences import ANONYMOUS
from localization.models import Translation


def public_among(translations: Iterable[Translation]) -> set[int]:
    """Return the primary keys of those whose sources anybody on the internet may read now, or whose kind knows no readers.

    One query for each type.
    """
    by_type: defaultdict[int, list[Translation]] = defaultdict(list)
    for each in translations:
        by_type[each.content_type_id].append(each)
    found: set[int] = set()
    for content_type, those in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None:
            continue
        rows = _public(model).filter(translation_key__in=[each.translation_key for each in those])
        public = set(rows.values_list("translation_key", "locale_id"))
        found |= {each.pk for each in those if (each.translation_key, each.source_locale_id) in public}
    return found


def is_for_all(thing: Any) -> bool:
    """Tell whether anybody on the internet may read a page or snippet now, or its kind knows no readers. One query."""
    model = thing.specific_class if isinstance(thing, Page) else type(thing)
    return model is not None and _public(model).filter(pk=thing.pk).exists()


def _public(model: Any) -> QuerySet[Any]:
    """What of a kind is for all. A kind that knows its readers says so itself, with all that time and settings do to it."""
    rows: QuerySet[Any]
    if hasattr(model._default_manager, "listable_to"):
        rows = model._default_manager.listable_to(ANONYMOUS)
    elif issubclass(model, Page):
        rows = model._default_manager.live().public()
    elif issubclass(model, DraftStateMixin):
        now = timezone.now()
        rows = model._default_manager.filter(Q(expire_at=None) | Q(expire_at__gt=now), live=True)
    else:
        rows = model._base_manager.all()
    return rows

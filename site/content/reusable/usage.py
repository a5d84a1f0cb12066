from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from content.reusable.models import ReusableContent


def rows_using(content_ids: Iterable[int]) -> dict[type[Model], set[int]]:
    """Return the ids of the rows that hold these reusable contents, by themselves or within others of them, by their model.

    Pages of all types are under Page. It is Wagtail's index of references that knows: what stands in drafts only is not in it.
    """
    own = ContentType.objects.get_for_model(ReusableContent)
    seen: set[str] = set()
    found: defaultdict[int, set[Any]] = defaultdict(set)
    wanted = {str(pk) for pk in content_ids}
    while wanted:
        rows = ReferenceIndex.objects.filter(to_content_type=own, to_object_id__in=wanted)
        seen |= wanted
        wanted = set()
        for kind, pk in rows.values_list("base_content_type_id", "object_id").distinct():
            if kind != own.pk:
                found[kind].add(int(pk) if pk.isdecimal() else pk)
            elif pk not in seen:
                wanted.add(pk)
    models = {kind: ContentType.objects.get_for_id(kind).model_class() for kind in found}
    return {model: found[kind] for kind, model in models.items() if model is not None}


def pages_using(content_ids: Iterable[int]) -> set[int]:
    """Return the ids of the pages that show these reusable contents; see rows_using."""
    return rows_using(content_ids).get(Page, set())

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from content.reusable.models import ReusableContent


def pages_using(content_ids: Iterable[int]) -> set[int]:
    """Return the ids of the pages that show these reusable contents, by themselves or within others of them.

    It is Wagtail's index of references that knows: what stands in drafts only is not in it.
    """
    own = ContentType.objects.get_for_model(ReusableContent)
    pages = ContentType.objects.get_for_model(Page)
    seen: set[str] = set()
    found: set[int] = set()
    wanted = {str(pk) for pk in content_ids}
    while wanted:
        rows = ReferenceIndex.objects.filter(to_content_type=own, to_object_id__in=wanted)
        seen |= wanted
        wanted = set()
        for kind, pk in rows.values_list("base_content_type_id", "object_id").distinct():
            if kind == pages.pk:
                found.add(int(pk))
            elif kind == own.pk and pk not in seen:
                wanted.add(pk)
    return found

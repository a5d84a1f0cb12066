"""What the admin's search and the list of uses learn of new pages: one task for a chunk, in place of two for each page."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django_tasks import task
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends


@task()
def pages_index(page_ids: list[int]) -> None:
    """Write the rows of the admin's search and of references for pages that were written without signals."""
    by_type: defaultdict[type[Any], list[Any]] = defaultdict(list)
    rows = Page.objects.filter(pk__in=page_ids).values_list("pk", "content_type_id")
    ids: defaultdict[int, list[int]] = defaultdict(list)
    for pk, content_type in rows:
        ids[content_type].append(pk)
    for content_type, pks in ids.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            by_type[model] = list(model._base_manager.filter(pk__in=pks))
    for model, pages in by_type.items():
        for backend in get_search_backends(with_auto_update=True):
            backend.get_index_for_model(model).add_items(model, pages)
        _add_references(pages)


def _add_references(pages: list[Any]) -> None:
    base_type = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        (
            ReferenceIndex(
                content_type=page.content_type,
                base_content_type=base_type,
                object_id=page.pk,
                to_content_type_id=to_type,
                to_object_id=to_id,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for page in pages
            for to_type, to_id, model_path, content_path in set(ReferenceIndex._extract_references_from_object(page))
        ),
        ignore_conflicts=True,
    )

"""New draft pages as rows: all that Wagtail's add_child and save_revision would write, in some statements for a chunk."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page, PageLogEntry, Revision

BATCH = 100


def pages_insert(pages: list[Any], *, user: Any) -> None:
    """Insert pages that have their places, with what belongs to them, a first version and a line in their history."""
    if not pages:
        return
    now = timezone.now()
    for page in pages:
        page.content_type = ContentType.objects.get_for_model(page)
        page.draft_title, page.latest_revision_created_at = page.title, now
    _insert_base(pages)
    for model, of_type in _by_type(pages).items():
        for part in _tables_of(model):
            # bulk_create refuses models with several tables; this is its inner half, for one of the tables.
            part._base_manager.get_queryset()._batched_insert(of_type, part._meta.local_concrete_fields, BATCH)
        _insert_children(of_type)
    _add_versions(pages, user, now)
    _add_history(pages, user, now)


def _insert_base(pages: list[Any]) -> None:
    fields = [each for each in Page._meta.concrete_fields if each.attname != "id"]
    rows = [Page(**{each.attname: getattr(page, each.attname) for each in fields}) for page in pages]
    Page._base_manager.bulk_create(rows)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        for part in _tables_of(type(page)):  # each names the row above it alone: without a number SQLite would choose one
            for field in part._meta.parents.values():
                if field is not None:
                    setattr(page, field.attname, row.pk)
        page._state.adding, page._state.db = False, row._state.db


def _by_type(pages: list[Any]) -> dict[type[Any], list[Any]]:
    found: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for page in pages:
        found[type(page)].append(page)
    return found


def _tables_of(model: type[Any]) -> list[type[Any]]:
    """Return the models whose tables hold a page of this type, after Page: a knowledge base is a category first."""
    parts = [each for each in reversed(model.__mro__) if isinstance(each, type) and issubclass(each, Page)]
    return [each for each in parts if each is not Page and hasattr(each, "_meta") and not each._meta.abstract]


def _insert_children(pages: list[Any]) -> None:
    for relation in get_all_child_relations(type(pages[0])):
        name, model, field = relation.get_accessor_name(), relation.related_model, relation.field
        rows = []
        for page in pages:
            for child in getattr(page, name).all():
                setattr(child, field.name, page)
                rows.append(child)
        if issubclass(model, ClusterableModel):
            for child in rows:
                child.save()  # with children of its own
        else:
            model._base_manager.bulk_create(rows, batch_size=BATCH)


def _add_versions(pages: list[Any], user: Any, now: Any) -> None:
    base_type = ContentType.objects.get_for_model(Page)
    made = Revision.objects.bulk_create(
        Revision(
            content_type=page.content_type,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            user=user,
            object_str=str(page)[:255],
            content=page.serializable_data(),
        )
        for page in pages
    )
    newest = Revision.objects.filter(base_content_type=base_type, object_id=Cast(OuterRef("pk"), models.CharField()))
    stored = Page._base_manager.filter(pk__in=[page.pk for page in pages])
    stored.update(latest_revision=Subquery(newest.order_by("-id").values("pk")[:1]))
    for page, revision in zip(pages, made, strict=True):
        page.latest_revision_id = revision.pk


def _add_history(pages: list[Any], user: Any, now: Any) -> None:
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type=page.content_type,
            label=page.get_admin_display_title(),
            action="wagtail.copy_for_translation",
            timestamp=now,
            revision_id=page.latest_revision_id,
            content_changed=True,
            user=user,
            data={},
        )
        for page in pages
    )

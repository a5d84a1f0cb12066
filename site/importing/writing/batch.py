"""Writes many new pages with few statements: all that Wagtail's add_child, save_revision and publish would write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from taggit.models import Tag
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends

from content.models import HelpPage
from importing.writing.criteria import criteria_insert
from importing.writing.products import products_insert
from importing.writing.work import Draft
from kb.models import ArticlePage, ArticleTag

BATCH = 500
T = TypeVar("T")


def pages_insert(drafts: Sequence[Draft]) -> None:
    """Insert the rows that all pages share. Afterwards every page has its id, so that links can be resolved."""
    for some in _batches(drafts):
        base = [Page(**{each.attname: getattr(draft.page, each.attname) for each in _base_fields()}) for draft in some]
        Page._base_manager.bulk_create(base)
        for draft, row in zip(some, base, strict=True):
            page = draft.page
            page.pk = page.id = page.page_ptr_id = page.helppage_ptr_id = row.pk
            page._state.adding, page._state.db = False, row._state.db
            # Nothing hangs on a new page yet; without this each relation would be asked for with a query.
            page._cluster_related_objects = {each.get_accessor_name(): [] for each in get_all_child_relations(type(page))}
            page._cluster_related_objects |= {each.name: [] for each in get_all_child_m2m_relations(type(page))}


def pages_complete(drafts: Sequence[Draft], grown: dict[int, int], now: datetime, advance: Callable[[int], None]) -> None:
    """Insert the rest: tables of the types, tags, revisions, log, references, Wagtail's own search rows."""
    pages = [draft.page for draft in drafts]
    _insert_part(HelpPage, pages)
    for model, of_type in _by_type(pages).items():
        for part in _tables_of(model):
            _insert_part(part, of_type)
    _tag(drafts)
    products_insert(pages)
    criteria_insert(pages)
    for some in _batches(pages):
        _add_revisions(some, now)
        _add_log(some, now)
        _add_references(some)
        advance(len(some))
    for pk, number in grown.items():
        Page._base_manager.filter(pk=pk).update(numchild=F("numchild") + number)
    for backend in get_search_backends(with_auto_update=True):
        for model, of_type in _by_type(pages).items():
            for some in _batches(of_type):
                backend.get_index_for_model(model).add_items(model, list(some))


def _base_fields() -> list[Any]:
    return [each for each in Page._meta.concrete_fields if each.attname != "id"]


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _by_type(pages: Sequence[Any]) -> dict[type[HelpPage], list[Any]]:
    found: defaultdict[type[HelpPage], list[Any]] = defaultdict(list)
    for page in pages:
        found[type(page)].append(page)
    return found


def _tables_of(model: type[HelpPage]) -> list[type[HelpPage]]:
    """Return the models whose tables hold a page of this type, after HelpPage: a knowledge base is a category first."""
    parts = [each for each in reversed(model.__mro__) if isinstance(each, type) and issubclass(each, HelpPage)]
    return [each for each in parts if each is not HelpPage and not each._meta.abstract]


def _insert_part(model: type[HelpPage], pages: Sequence[Any]) -> None:
    # bulk_create refuses models with several tables; this is its inner half, for one of the tables.
    model._base_manager.get_queryset()._batched_insert(pages, model._meta.local_concrete_fields, BATCH)


def _tag(drafts: Sequence[Draft]) -> None:
    tagged = [draft for draft in drafts if draft.node.tags and isinstance(draft.page, ArticlePage)]
    tags = tags_named({name for draft in tagged for name in draft.node.tags})
    rows = [
        (draft, ArticleTag(tag=tag, content_object=draft.page))
        for draft in tagged
        for tag in {tags[name.lower()].pk: tags[name.lower()] for name in draft.node.tags}.values()
    ]
    ArticleTag.objects.bulk_create([row for _draft, row in rows], batch_size=BATCH)
    for draft, row in rows:
        draft.page._cluster_related_objects["tagged_items"].append(row)


def tags_named(names: set[str]) -> dict[str, Tag]:
    """Return the tags with these names, by lower-case name; those that are missing are made, each with a free slug."""
    lowered = {name.lower(): name for name in sorted(names)}
    found = {tag.name.lower(): tag for tag in Tag.objects.all()} if names else {}
    for lower, name in lowered.items():
        if lower not in found:
            found[lower] = Tag.objects.create(name=name[:100])
    return found


def _add_revisions(pages: Sequence[Any], now: datetime) -> None:
    base_type = ContentType.objects.get_for_model(Page)
    made = Revision.objects.bulk_create(
        Revision(
            content_type=page.content_type,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            object_str=str(page),
            content=page.serializable_data(),
        )
        for page in pages
    )
    newest = (
        Revision.objects.filter(base_content_type=base_type, object_id=Cast(OuterRef("pk"), models.CharField()))
        .order_by("-id")
        .values("pk")[:1]
    )
    stored = Page._base_manager.filter(pk__in=[page.pk for page in pages])
    stored.update(latest_revision=Subquery(newest))
    stored.update(live_revision=F("latest_revision"))
    for page, revision in zip(pages, made, strict=True):
        page.latest_revision_id = page.live_revision_id = revision.pk


def _add_log(pages: Sequence[Any], now: datetime) -> None:
    def entry(page: Any, action: str, revision_id: int | None) -> PageLogEntry:
        return PageLogEntry(
            page_id=page.pk,
            content_type=page.content_type,
            label=page.get_admin_display_title(),
            action=action,
            timestamp=now,
            revision_id=revision_id,
            content_changed=True,
        )

    PageLogEntry.objects.bulk_create(
        entry(page, action, revision_id)
        for page in pages
        for action, revision_id in (("wagtail.create", None), ("wagtail.publish", page.live_revision_id))
    )


def _add_references(pages: Sequence[Any]) -> None:
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

"""Pictures and documents of pages in the bin are for nobody meanwhile, as the pages are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from content.models import HelpPage
from content.private_files.checks import files_of
from wiki.files import bin_collection, collection_ensure, is_in_the_bin, references_to, wiki_collection
from wiki.models import SpacePage

Row = list[Any]


def files_put_away(*, page: HelpPage) -> list[Row]:
    """Put the files that only this page and those below it show where nobody gets them; return where they lay."""
    tree = list(page.get_descendants(inclusive=True).specific())
    ids = {str(each.pk) for each in tree}
    space = next((each for each in tree if isinstance(each, SpacePage)), None)
    rows: list[Row] = []
    for thing in {(type(each), each.pk): each for each in _files(tree, space)}.values():
        if not _is_shown_outside(thing, ids):
            rows.append([_kind(thing), thing.pk, thing.collection_id])
            thing.collection = bin_collection()
            thing.save()
    return rows


def files_put_back(rows: list[Row]) -> None:
    """Put files where they lay; where the collection is gone, into that of the whole wiki."""
    for thing, collection_id in _things(rows):
        if is_in_the_bin(thing):
            thing.collection = Collection.objects.filter(pk=collection_id).first() or wiki_collection()
            thing.save()


def files_delete(rows: list[Row]) -> None:
    """Delete the files of a page that is gone, unless something shows them by now."""
    for thing, _collection_id in _things(rows):
        if is_in_the_bin(thing) and not references_to(thing).exists():
            thing.delete()


def _files(tree: list[Any], space: SpacePage | None) -> Iterator[Any]:
    for each in tree:
        yield from files_of(each)
        if each.has_unpublished_changes:
            yield from files_of(each.get_latest_revision_as_object())
    if space is not None:
        collection = collection_ensure(space=space)
        for model in (get_image_model(), get_document_model()):
            yield from model.objects.filter(collection=collection)


def _is_shown_outside(thing: Any, page_ids: set[str]) -> bool:
    pages = ContentType.objects.get_for_model(Page)
    return bool(references_to(thing).exclude(base_content_type=pages, object_id__in=page_ids).exists())


def _kind(thing: Any) -> str:
    return "document" if isinstance(thing, get_document_model()) else "image"


def _things(rows: list[Row]) -> Iterator[tuple[Any, int]]:
    models = {"image": get_image_model(), "document": get_document_model()}
    for kind, pk, collection_id in rows:
        thing = models[kind].objects.filter(pk=pk).first()
        if thing is not None:
            yield thing, collection_id

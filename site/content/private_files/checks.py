"""What editors are told of pictures and documents that not all readers of a page get, or that more people get than read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from content.audiences import Audience
from content.checks import Finding
from content.models import HelpPage
from content.private_files.rules import private_collections


def files_of(page: HelpPage) -> Iterator[Any]:
    """Return the pictures and documents that a page shows or links, as it is in memory. A query for each of the two kinds."""
    models = {ContentType.objects.get_for_model(model).pk: model for model in (get_image_model(), get_document_model())}
    wanted: dict[Any, set[str]] = {}
    for type_id, object_id, _model_path, _content_path in ReferenceIndex._extract_references_from_object(page):
        if type_id in models:
            wanted.setdefault(models[type_id], set()).add(object_id)
    for model, ids in wanted.items():
        yield from model.objects.filter(pk__in=ids).order_by("pk")


def files_for_all_readers(page: HelpPage) -> Iterator[Finding]:
    """Numbers, no names: whoever edits the page may not be one who is to know what the files are called."""
    files = list(files_of(page))
    if not files:
        return
    private = set(private_collections().values_list("pk", flat=True))
    closed = [each for each in files if each.collection_id in private]
    if page.minimum_audience < Audience.AGENT:
        count = len(closed)
        text = ngettext(
            "%(count)d picture or document lies in a private collection: most readers of this page do not get it.",
            "%(count)d pictures or documents lie in private collections: most readers of this page do not get them.",
            count,
        )
    else:
        count = len(files) - len(closed)
        text = ngettext(
            "%(count)d picture or document lies in an open collection, because a page outside of the wiki shows it too: "
            "whoever has its address can open it.",
            "%(count)d pictures or documents lie in open collections, because pages outside of the wiki show them too: "
            "whoever has their addresses can open them.",
            count,
        )
    if count:
        yield Finding(text % {"count": count})

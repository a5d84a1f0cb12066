"""Pictures, documents and collections for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction


def collection(name: str = "Inside", *, groups: tuple[str, ...] | None = ("Agents",), parent: Collection | None = None) -> Any:
    """Return a new collection, for these groups alone; None: for everybody."""
    made = (parent or Collection.get_first_root_node()).add_child(name=name)
    if groups is not None:
        rule = CollectionViewRestriction.objects.create(collection=made, restriction_type=CollectionViewRestriction.GROUPS)
        rule.groups.set(Group.objects.filter(name__in=groups))
    return made


def picture(where: Collection | None = None, title: str = "Zephyr map") -> Any:
    """Return a new picture of 400 to 300 pixels."""
    file = BytesIO()
    Pillow.new("RGB", (400, 300), "green").save(file, "PNG")
    fields = {"collection": where} if where else {}
    return get_image_model().objects.create(title=title, file=ContentFile(file.getvalue(), "map.png"), **fields)


def document(where: Collection | None = None, title: str = "Zephyr table") -> Any:
    """Return a new document with a few words."""
    fields = {"collection": where} if where else {}
    return get_document_model().objects.create(title=title, file=ContentFile(b"limits", "table.txt"), **fields)

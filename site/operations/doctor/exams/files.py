"""Uploaded files: there, and where their collection wants them."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from content.private_files.placing import files_place
from content.private_files.rules import private_collections
from content.private_files.storage import is_private_name
from operations.doctor.registry import register_exam


def problems() -> Iterator[str]:
    """Private files that lie in the open come first."""
    private = set(private_collections().values_list("pk", flat=True))
    for model in (get_image_model(), get_document_model()):
        for pk, name, collection in model.objects.order_by("pk").values_list("pk", "file", "collection").iterator():
            if is_private_name(name) != (collection in private):
                places = "in the open, though its collection is private", "aside, though its collection is open"
                yield f"The file of {model._meta.verbose_name} {pk} lies {places[is_private_name(name)]}."
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                named = model._default_manager.exclude(**{field.name: ""}).order_by("pk").values_list("pk", field.name)
                for pk, name in named.iterator():
                    if name and not field.storage.exists(name):
                        yield f"The file {name} of {model._meta.verbose_name} {pk} is not there: look into a backup."


def mend() -> None:
    """Put files where they belong, and forget smaller pictures whose file is gone: they are made again when needed."""
    files_place(Collection.objects.values_list("pk", flat=True))
    renditions = get_image_model().get_rendition_model()
    for rendition in renditions.objects.order_by("pk").iterator():
        if not rendition.file.storage.exists(rendition.file.name):
            rendition.delete()


def register() -> None:
    """Register the exam."""
    register_exam("files", "uploaded files are there, and private ones apart", problems, mend)

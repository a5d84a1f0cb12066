"""Our StreamField: its children come from the registry, and what it does not know it keeps."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.forms import BoundField
from wagtail.blocks import BlockField, StreamValue
from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex

from content.placeholder import Reference, marked_blocks, stored_blocks
from content.stream_block import HelpStreamBlock

__all__ = ["HelpStreamBlock", "HelpStreamField"]


class HelpStreamFormField(BlockField):
    """Knows what the page holds, for blocks that come out of the form unread."""

    stored: Any = None

    def get_bound_field(self, form: Any, field_name: str) -> BoundField:
        # Each form has a copy of its own of this field.
        self.stored = form.get_initial_for_field(self, field_name)
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Any:
        if not isinstance(self.stored, StreamValue):
            return super().clean(value)
        with stored_blocks(list(self.stored.raw_data)):
            return super().clean(value)


class HelpStreamField(StreamField):
    """A StreamField of the registered blocks. Migrations stay the same whatever is registered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        kwargs.setdefault("blank", True)
        super().__init__(HelpStreamBlock(inner=False), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = models.Field.deconstruct(self)
        return name, "content.fields.HelpStreamField", [], kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": HelpStreamFormField} | kwargs)

    def value_from_object(self, obj: models.Model) -> Any:
        value = super().value_from_object(obj)
        if isinstance(value, StreamValue):
            value.holder = weakref.ref(obj)  # see extract_references
        return value

    def extract_references(self, value: Any) -> Iterator[Reference]:
        """Yield what the blocks refer to; for blocks whose code is gone, what was recorded while it was there."""
        with marked_blocks():
            found = list(super().extract_references(value))
        gone = []
        for model, pk, model_path, content_path in found:
            if model is not None:
                yield model, pk, model_path, content_path
            else:
                gone.append(content_path)
        holder = getattr(value, "holder", lambda: None)()
        if gone and holder is not None and holder.pk:
            yield from self._recorded(holder, tuple(f"{self.name}.{path}." for path in gone))

    def _recorded(self, holder: models.Model, places: tuple[str, ...]) -> Iterator[Reference]:
        for each in ReferenceIndex.get_references_for_object(holder).select_related("to_content_type"):
            model = each.to_content_type.model_class()
            if model is not None and each.content_path.startswith(places):
                prefix = len(self.name) + 1
                yield model, each.to_object_id, each.model_path[prefix:], each.content_path[prefix:]

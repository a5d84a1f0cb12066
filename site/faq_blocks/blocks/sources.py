"""Where the questions of a block come from: at least one source is needed, and what is gone is left out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class PickedQuestionsBlock(blocks.ListBlock):
    """Questions picked from the library. One that was deleted there leaves no empty field behind that keeps the page from saving.

    A content check tells of it; the next save takes it out.
    """

    def get_form_state(self, value: Any) -> Any:
        return [each for each in super().get_form_state(value) if each["value"] is not None]

    def clean(self, value: Any) -> Any:
        """Check those that are there."""
        kept = [each for each in value.bound_blocks if each.value is not None]
        return super().clean(blocks.list_block.ListValue(self, bound_blocks=kept))


def with_source(block: blocks.StructBlock, value: Any) -> Any:
    """Return a cleaned value of a FAQ block; raises ValidationError when it names no questions at all, except in drafts."""
    if not block.is_deferred_validation and not (value["questions"] or value["topic"] or value["entries"]):
        said = _("There are no questions yet: pick some from the library, choose a topic, or type or paste some here.")
        raise StructBlockValidationError(non_block_errors=[ValidationError(said)])
    return value

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ReusableBlock(blocks.StructBlock):
    """Never rendered: content.reusable puts the published text in its place before anything else is done with a stream."""

    content = SnippetChooserBlock("content.ReusableContent", label=_("Content"))

    def render(self, value: Any, context: Any = None) -> str:
        # Reached only where the stream was not resolved first: show nothing rather than too much.
        return ""

    class Meta:
        icon = "copy"
        label = _("Reusable content")
        label_format = "{content}"
        preview_template = "content/blocks/previews/reusable.html"
        description = _(
            "A text that is written once, under Snippets, and stands on many pages. Changed there, it changes everywhere."
        )

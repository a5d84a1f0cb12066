from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.audiences import Audience


class _AudienceBlock(blocks.StructBlock):
    """Never rendered for those it hides from: content.streams cuts or unwraps it before anything is rendered."""

    audience = blocks.ChoiceBlock(
        choices=[(Audience.CUSTOMER.value, Audience.CUSTOMER.label), (Audience.AGENT.value, Audience.AGENT.label)],
        default=Audience.AGENT.value,
        label=_("Only for"),
    )

    def render(self, value: Any, context: Any = None) -> str:
        # Reached only where the stream was not stripped first: show nothing rather than too much.
        return ""

    class Meta:
        icon = "lock"
        label = _("Only for some readers")
        preview_template = "content/blocks/previews/audience.html"
        description = _("A passage that only agents or signed-in customers see.")


def make_audience_block(children: blocks.StreamBlock) -> blocks.StructBlock:
    """Return a block that shows `children`, any set of blocks, to one audience and those above it only."""
    return _AudienceBlock([("body", children)])

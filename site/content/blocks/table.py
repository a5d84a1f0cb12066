from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class ArticleTableBlock(blocks.StructBlock):
    table = TypedTableBlock(
        [("text", blocks.RichTextBlock(features=["bold", "italic", "link", "code"], label=_("Text")))], label=_("Table")
    )
    row_headers = blocks.BooleanBlock(
        required=False,
        label=_("First column names the rows"),
        help_text=_("Screen readers then say it with every cell."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"
        description = _("Rows and columns; scrolls by itself on phones.")

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock


class TranslatedTableBlock(TypedTableBlock):
    """Offers caption, headings and cells to translators: wagtail-localize knows no tables and would leave them as they are."""

    def get_translatable_segments(self, value: TypedTable) -> list[Any]:
        """Return what there is to translate, by place: "caption", "heading-0", "cell-2-0" for row 2, column 0."""
        from wagtail_localize.segments import StringSegmentValue
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        extractor = StreamFieldSegmentExtractor(None)
        found = [StringSegmentValue("caption", value.caption)] if value.caption else []
        for number, column in enumerate(value.columns):
            if column["heading"]:
                found.append(StringSegmentValue(f"heading-{number}", column["heading"]))
        for line, row in enumerate(value.row_data):
            for number, cell in enumerate(row["values"]):
                inside = extractor.handle_block(value.columns[number]["block"], cell)
                found += [segment.wrap(f"cell-{line}-{number}") for segment in inside]
        return found

    def restore_translated_segments(self, value: TypedTable, segments: list[Any]) -> TypedTable:
        """Put translations in their places; what has none stays as it is."""
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        writer = StreamFieldSegmentsWriter(None, None, None)
        by_place: defaultdict[str, list[Any]] = defaultdict(list)
        for segment in segments:
            place, inner = segment.unwrap()
            by_place[place].append(inner)
        for place, inside in by_place.items():
            kind, *numbers = place.split("-")
            if kind == "caption":
                value.caption = inside[0].render_text()
            elif kind == "heading":
                value.columns[int(numbers[0])]["heading"] = inside[0].render_text()
            else:
                line, number = map(int, numbers)
                cells = value.row_data[line]["values"]
                cells[number] = writer.handle_block(value.columns[number]["block"], cells[number], inside)
        return value


class ArticleTableBlock(blocks.StructBlock):
    table = TranslatedTableBlock(
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
        preview_value = {
            "table": {
                "columns": [{"type": "text", "heading": "Delivery"}, {"type": "text", "heading": "Days"}],
                "rows": [{"values": ["<p>Standard</p>", "<p>3 to 5</p>"]}, {"values": ["<p>Express</p>", "<p>1</p>"]}],
                "caption": "",
            },
            "row_headers": True,
        }

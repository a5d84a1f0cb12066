from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.assets import assets

MARKS = [("yes", _("Yes")), ("no", _("No"))]
COLUMN_MARKS = [("yes", _("Do")), ("no", _("Don’t"))]
ICONS = {"yes": "check", "no": "close"}


class _ColumnBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=60, label=_("Heading"))
    mark = blocks.ChoiceBlock(
        choices=COLUMN_MARKS, required=False, label=_("Mark"), help_text=_("For what to do, and what not to do.")
    )

    class Meta:
        label = _("Column")
        label_format = "{heading}"


class _CellBlock(blocks.StructBlock):
    mark = blocks.ChoiceBlock(choices=MARKS, required=False, label=_("Mark"))
    text = blocks.CharBlock(required=False, max_length=300, label=_("Text"))

    class Meta:
        label = _("Cell")
        label_format = "{mark} {text}"
        form_classname = "struct-block sanad-row"


class _RowBlock(blocks.StructBlock):
    label = blocks.CharBlock(required=False, max_length=80, label=_("What is compared"), help_text=_("Such as a feature."))
    cells = blocks.ListBlock(_CellBlock(), min_num=2, max_num=4, label=_("Cells, one for each column"))

    class Meta:
        label = _("Row")
        label_format = "{label}"


class ComparisonBlock(blocks.StructBlock):
    """Two to four things side by side: plans and what is in them, or what to do and what not."""

    caption = blocks.CharBlock(required=False, max_length=120, label=_("Caption"))
    columns = blocks.ListBlock(_ColumnBlock(), min_num=2, max_num=4, label=_("Columns"))
    rows = blocks.ListBlock(_RowBlock(), min_num=1, max_num=60, label=_("Rows"))

    def clean(self, value: Any) -> Any:
        """Refuse rows that have another number of cells than there are columns."""
        cleaned = super().clean(value)
        wanted = len(cleaned["columns"])
        text = _("This row has %(cells)d cells, but there are %(columns)d columns.")
        errors = {
            number: ListBlockValidationError(non_block_errors=[text % {"cells": len(row["cells"]), "columns": wanted}])
            for number, row in enumerate(cleaned["rows"])
            if len(row["cells"]) != wanted
        }
        if errors:
            wrong = {number: StructBlockValidationError(block_errors={"cells": error}) for number, error in errors.items()}
            raise StructBlockValidationError(block_errors={"rows": ListBlockValidationError(block_errors=wrong)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        columns = list(value["columns"])
        context["columns"] = [{"heading": each["heading"], **_marked(each["mark"], COLUMN_MARKS)} for each in columns]
        context["rows"] = [
            {
                "label": row["label"],
                # As many as there are columns, whatever is stored.
                "cells": [{"text": cell["text"], **_marked(cell["mark"], MARKS)} for cell in row["cells"]][: len(columns)],
                "missing": range(max(0, len(columns) - len(row["cells"]))),
            }
            for row in value["rows"]
        ]
        context["has_labels"] = any(row["label"] for row in value["rows"])
        context["assets"] = assets(parent_context, "content/css/comparison.css")
        return context

    class Meta:
        icon = "table"
        label = _("Comparison")
        template = "content/blocks/comparison.html"
        description = _("Two to four things side by side, with yes, no or a few words.")
        preview_value = {
            "caption": "",
            "columns": [{"heading": "Basic", "mark": ""}, {"heading": "Plus", "mark": ""}],
            "rows": [
                {"label": "Free returns", "cells": [{"mark": "no", "text": ""}, {"mark": "yes", "text": ""}]},
                {"label": "Delivery", "cells": [{"mark": "", "text": "5 days"}, {"mark": "", "text": "2 days"}]},
            ],
        }


def _marked(mark: str, names: list[tuple[str, Any]]) -> dict[str, Any]:
    mark = mark if mark in ICONS else ""
    return {"mark": mark, "icon_name": ICONS.get(mark, ""), "mark_name": dict(names).get(mark, "")}

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.anchors import unique_anchor
from content.blocks.text import TEXT_FEATURES


class FaqEntryBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))

    class Meta:
        label = _("Question and answer")


class FaqAccordionBlock(blocks.StructBlock):
    """Questions whose answers open in place; without scripts too."""

    heading = blocks.CharBlock(required=False, label=_("Heading"))
    entries = blocks.ListBlock(FaqEntryBlock(), min_num=1, label=_("Questions"))
    first_open = blocks.BooleanBlock(required=False, label=_("First answer open"))
    one_open = blocks.BooleanBlock(required=False, label=_("Only one answer open at a time"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        taken: set[str] = (parent_context or {}).get("anchors", set())
        context["entries"] = [
            {
                "anchor": unique_anchor(entry["question"], taken, otherwise="question"),
                "question": entry["question"],
                "answer": entry["answer"],
            }
            for entry in value["entries"]
        ]
        # Answers open one at a time where the details elements share a name.
        context["group"] = unique_anchor(f"faq {value['heading']}", taken) if value["one_open"] else ""
        return context

    class Meta:
        icon = "list-ul"
        label = _("FAQ accordion")
        template = "faq_blocks/blocks/faq_accordion.html"
        preview_value = {
            "heading": "Returns",
            "entries": [{"question": "Can I return a gift?", "answer": "<p>Yes, for store credit.</p>"}],
            "first_open": True,
            "one_open": False,
        }
        description = _("Questions whose answers open in place.")

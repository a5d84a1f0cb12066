from __future__ import annotations

from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.anchors import unique_anchor
from content.blocks.text import TEXT_FEATURES
from faq_blocks.styles import FaqStyle, StyleField, style_named
from plugins.shield import shielded


class FaqEntryBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))

    class Meta:
        label = _("Question and answer")


class StyleBlock(blocks.FieldBlock):
    """The name of a FAQ style; empty: that of the page."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = StyleField(empty_label=_("As the page"))
        super().__init__(**kwargs)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    class Meta:
        default = ""


class FaqAccordionBlock(blocks.StructBlock):
    """Questions and answers in one of the styles; its type name is that of the first of them."""

    heading = blocks.CharBlock(required=False, label=_("Heading"))
    entries = blocks.ListBlock(FaqEntryBlock(), min_num=1, label=_("Questions"))
    first_open = blocks.BooleanBlock(required=False, label=_("First answer open"))
    one_open = blocks.BooleanBlock(required=False, label=_("Only one answer open at a time"))
    style = StyleBlock(label=_("Style"))

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

    def render(self, value: Any, context: Any = None) -> SafeString:
        filled = self.get_context(value, parent_context=dict(context or {}))
        chosen = style_named(value.get("style") or "", filled.get("faq_style", ""))
        render = partial(self._render_in, chosen.entry, filled)
        shown = shielded(chosen.owner, f"FAQ style {chosen.name}", render, None)
        return self._render_in(style_named().entry, filled) if shown is None else shown

    def _render_in(self, style: FaqStyle, filled: dict[str, Any]) -> SafeString:
        return render_to_string(self.meta.template, filled | {"style": style})

    class Meta:
        icon = "list-ul"
        label = _("FAQ accordion")
        template = "faq_blocks/blocks/faq_list.html"
        preview_value = {
            "heading": "Returns",
            "entries": [{"question": "Can I return a gift?", "answer": "<p>Yes, for store credit.</p>"}],
            "first_open": True,
            "one_open": False,
        }
        description = _("Questions whose answers open in place.")

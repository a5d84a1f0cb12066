from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.anchors import unique_anchor

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "code", "page-links", "markdown-paste"]
BODY_FEATURES = ["h2", "h3", "h4", *TEXT_FEATURES, "blockquote", "hr", "superscript", "subscript", "strikethrough"]


def rich_text_block() -> blocks.RichTextBlock:
    """Return the block for running text with headings."""
    return blocks.RichTextBlock(
        features=BODY_FEATURES,
        label=_("Text"),
        icon="pilcrow",
        template="content/blocks/rich_text.html",
        preview_value="<h2>Before you start</h2><p>Have your order number at hand.</p>",
        description=_("Running text with headings, lists and links."),
    )


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("info", _("Note")), ("tip", _("Tip")), ("warning", _("Warning")), ("stop", _("Stop"))],
        default="info",
        label=_("Kind"),
    )
    title = blocks.CharBlock(required=False, label=_("Title"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    ICONS = {"info": "info", "tip": "tip", "warning": "warning", "stop": "stop"}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        kind = value["kind"] if value["kind"] in self.ICONS else "info"
        context["icon_name"] = self.ICONS[kind]
        context["modifier"] = "warn" if kind == "warning" else kind
        context["kind_label"] = dict(self.child_blocks["kind"].field.choices).get(kind, "")
        return context

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "content/blocks/callout.html"
        preview_value = {"kind": "tip", "title": "In a hurry?", "text": "<p>Store credit is there the same day.</p>"}
        description = _("A short passage that must not be missed.")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("Text"))

    class Meta:
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), min_num=1, label=_("Steps"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        taken: set[str] = (parent_context or {}).get("anchors", set())
        # A word before it, so that a heading with the same words keeps the address it has.
        context["steps"] = [
            {"anchor": unique_anchor(f"step {step['title']}", taken), "title": step["title"], "text": step["text"]}
            for step in value["steps"]
        ]
        return context

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "content/blocks/steps.html"
        preview_value = {
            "steps": [
                {"title": "Open the order", "text": "<p>Choose the pieces.</p>"},
                {"title": "Pack it", "text": ""},
            ]
        }
        description = _("Numbered steps, each with a title.")

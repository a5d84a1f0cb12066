from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.anchors import unique_anchor
from content.blocks.assets import assets

MOST_TABS = 8


def make_tabs_block(children: blocks.StreamBlock) -> blocks.StructBlock:
    """Return a block of tabs, each holding `children`, any set of blocks."""
    return TabsBlock(
        [
            (
                "tabs",
                blocks.ListBlock(_TabBlock([("body", children)]), min_num=2, max_num=MOST_TABS, label=_("Tabs"), collapsed=False),
            )
        ]
    )


class _TabBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        max_length=40, label=_("Label"), help_text=_("For example iPhone or Android. Write it the same on every page.")
    )

    class Meta:
        label = _("Tab")
        label_format = "{label}"


class TabsBlock(blocks.StructBlock):
    """The same passage for different readers, who choose once: their tab is open on the next page, too."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        taken: set[str] = (parent_context or {}).get("anchors", set())
        # The ids first, in their order: blocks within the tabs take ids as well.
        context["tabs"] = [
            {"anchor": unique_anchor(f"tab {tab['label']}", taken), "label": tab["label"], "body": tab["body"]}
            for tab in value["tabs"]
        ]
        context["assets"] = assets(parent_context, "content/css/tabs.css", "content/js/tabs.js")
        return context

    class Meta:
        icon = "desktop"
        label = _("Tabs")
        template = "content/blocks/tabs.html"
        description = _("The same passage for different devices or programs; readers choose theirs once.")
        preview_value = {
            "tabs": [
                {"label": "iPhone", "body": [("rich_text", "<p>Open the app and tap your picture.</p>")]},
                {"label": "Android", "body": [("rich_text", "<p>Open the menu at the top.</p>")]},
            ]
        }

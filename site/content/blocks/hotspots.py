from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter
from wagtail.images.blocks import ImageChooserBlock

from content.anchors import unique_anchor
from content.blocks.assets import assets
from content.blocks.text import TEXT_FEATURES
from content.digits import in_digits_of, language_of

MOST_SPOTS = 20


class SpotBlock(blocks.StructBlock):
    """A point of the picture, and what is there. Places are the picture's own: they do not turn with the language."""

    x = blocks.FloatBlock(min_value=0, max_value=100, label=_("From the left, in percent"))
    y = blocks.FloatBlock(min_value=0, max_value=100, label=_("From the top, in percent"))
    label = blocks.CharBlock(max_length=80, label=_("Label"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, required=False, label=_("Text"))

    class Meta:
        label = _("Point")
        label_format = "{label}"


class HotspotsBlock(blocks.StructBlock):
    """A screenshot with numbers on it, and a list of what they are."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("Alternative text"), help_text=_("What the picture tells, for people who do not see it."))
    caption = blocks.CharBlock(required=False, label=_("Caption"))
    spots = blocks.ListBlock(SpotBlock(), min_num=1, max_num=MOST_SPOTS, label=_("Points"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        taken: set[str] = (parent_context or {}).get("anchors", set())
        language = language_of(parent_context)
        context["spots"] = [
            {
                "number": in_digits_of(number, language),
                "anchor": unique_anchor(f"point {spot['label']}", taken),
                "x": _percent(spot["x"]),
                "y": _percent(spot["y"]),
                "label": spot["label"],
                "text": spot["text"],
            }
            for number, spot in enumerate(value["spots"], 1)
        ]
        context["assets"] = assets(parent_context, "content/css/hotspots.css")
        return context

    class Meta:
        icon = "crosshairs"
        label = _("Screenshot with points")
        template = "content/blocks/hotspots.html"
        preview_template = "content/blocks/previews/hotspots.html"
        description = _("A picture with numbers on it, and beside it what is there.")


def _percent(value: Any) -> str:
    """A place as SVG wants it: with a point in every language, and on the picture."""
    return f"{min(max(float(value or 0), 0.0), 100.0):g}%"


class HotspotsBlockAdapter(StructBlockAdapter):
    """The editor's side: the picture is shown large, and a click on it sets the point that is being edited."""

    js_constructor = "sanad.HotspotsBlock"

    def js_args(self, block: HotspotsBlock) -> list[Any]:
        name, children, meta = super().js_args(block)
        words = {
            "hint": _("Click on the picture to place the point you are editing; without one, a new point is added."),
            "picture": _("The picture with its points"),
        }
        address = reverse("content_picture", args=[0])
        return [name, children, {**meta, "sanad": {"picture_url": address, **{key: str(text) for key, text in words.items()}}}]

    @cached_property
    def media(self) -> forms.Media:
        inherited = super().media
        return inherited + forms.Media(js=["content/js/hotspots-editor.js"], css={"all": ["content/css/hotspots-editor.css"]})


register(HotspotsBlockAdapter(), HotspotsBlock)

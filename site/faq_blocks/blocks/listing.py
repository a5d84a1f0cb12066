"""The FAQ block."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.anchors import unique_anchor
from content.blocks.text import TEXT_FEATURES
from content.plain import FOUND
from faq_blocks.blocks.entries import grouped, library_entries, typed_entries
from faq_blocks.blocks.parts import FaqEntryBlock, LookBlock, StyleBlock, questions_block, topic_block
from faq_blocks.blocks.showing import shown_in
from faq_blocks.blocks.sources import with_source
from faq_blocks.styles import FaqStyle, style_named
from plugins.shield import shielded
from theme.noted import note

NOTED = "faq"
"""Entries that are in the HTML of a page are noted under this name, see theme.noted."""


class FaqValue(blocks.StructValue):
    """The value of a FAQ block, with what faq_blocks.filling has put beside it."""

    found: list[Any] = []


class FaqBlock(blocks.StructBlock):
    """Questions and answers: picked from the library, of a topic, and typed in place, shown in this order.

    There is one for each style of this room, whose style it has unless another one is chosen.
    """

    own_style = ""

    heading = blocks.CharBlock(required=False, label=_("Heading"))
    intro = blocks.RichTextBlock(required=False, features=TEXT_FEATURES, label=_("Introduction"))
    questions = questions_block()
    topic = topic_block()
    entries = blocks.ListBlock(FaqEntryBlock(), default=[], label=_("Typed in place"))
    first_open = blocks.BooleanBlock(required=False, label=_("First answer open"))
    one_open = blocks.BooleanBlock(required=False, label=_("Only one answer open at a time"))
    look = LookBlock()
    style = StyleBlock(label=_("Style"))

    def __init__(self, style: FaqStyle | None = None, local_blocks: Any = (), **kwargs: Any) -> None:
        more = dict(local_blocks)
        if style is not None:
            shown = {"label": style.label, "description": style.description, "icon": style.icon}
            kwargs = {**shown, "preview_value": style.preview_value, **kwargs}
            self._take_style(style, more)
        super().__init__(list(more.items()), **kwargs)

    def _take_style(self, style: FaqStyle, more: dict[str, Any]) -> None:
        self.own_style = style.name
        more["style"] = StyleBlock(own_style=style.name, own_label=style.label, label=_("Style"))

    def to_python(self, value: Any) -> Any:
        return _with_found(super().to_python(value), value)

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        raws = list(values)
        return [_with_found(made, raw) for made, raw in zip(super().bulk_to_python(raws), raws, strict=True)]

    def clean(self, value: Any) -> Any:
        return with_source(self, super().clean(value))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context.setdefault("anchors", set())
        entries = [*library_entries(value.found, context), *typed_entries(value["entries"], context)]
        context["entries"] = entries
        context["groups"] = grouped(entries, context["anchors"])
        context["look"] = value.get("look") or {}
        context["first_open"] = value["first_open"]
        # Answers open one at a time where the details elements share a name.
        context["group"] = unique_anchor(f"faq {value['heading']}", context["anchors"]) if value["one_open"] else ""
        return context

    def render(self, value: Any, context: Any = None) -> SafeString:
        filled = self.get_context(value, parent_context=dict(context or {}))
        if not filled["entries"]:
            return SafeString("")  # a heading with nothing below it helps nobody; editors are told
        for each in filled["entries"]:
            note(filled, NOTED, each)
        chosen = style_named(value.get("style") or "", self.own_style or filled.get("faq_style", ""))
        render = partial(shown_in, chosen.entry, filled)
        taken = set(filled["anchors"])
        shown = shielded(chosen.owner, f"FAQ style {chosen.name}", render, None)
        if shown is None:
            filled["anchors"].intersection_update(taken)  # what it has noted, files among them, is not on the page
            shown = shown_in(style_named().entry, filled)
        return shown

    class Meta:
        icon = "list-ul"
        group = _("Questions and answers")
        value_class = FaqValue
        label_format = "{heading}"


class FaqAccordionBlock(FaqBlock):
    """Its type name is that of the first style. Where no style is chosen it has that of its page."""

    def _take_style(self, style: FaqStyle, more: dict[str, Any]) -> None:
        """Keep `own_style` empty: lists of before the other styles follow their page."""


def _with_found(made: Any, raw: Any) -> Any:
    made.found = (raw.get(FOUND) if isinstance(raw, dict) else None) or []
    return made

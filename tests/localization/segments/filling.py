"""Fills blocks and fields with words that can be told apart: all that an editor can type in them."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from content.blocks.code import CodeTextBlock
from content.blocks.video import VideoAddressBlock
from content.stream_block import HelpStreamBlock
from faq_blocks.blocks.parts import StyleBlock


class Filler:
    """Makes raw values. `words` are those that have to be translated."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(f"word{len(self.words)}x")
        return self.words[-1]

    def value(self, block: Any) -> Any:
        """Return a raw value with a word wherever somebody can type one. Raises TypeError for a kind of block it never met."""
        # Not words: code, an address of a film, the name of a style, what is picked from a list.
        if isinstance(block, CodeTextBlock | StyleBlock | blocks.ChoiceBlock):
            return ""
        if isinstance(block, VideoAddressBlock | blocks.URLBlock):
            return "https://example.org/film.mp4"
        if isinstance(block, blocks.ChooserBlock):
            return None
        if isinstance(block, blocks.BooleanBlock):
            return False
        if isinstance(block, blocks.IntegerBlock | blocks.FloatBlock | blocks.DecimalBlock):
            return 1
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.word()} <b>{self.word()}</b></p><ul><li>{self.word()}</li></ul>"
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return self.word()
        return self._holding(block)

    def _holding(self, block: Any) -> Any:
        if isinstance(block, HelpStreamBlock):
            return [{"type": "rich_text", "value": f"<p>{self.word()}</p>"}]  # without an id, as a program writes it
        if isinstance(block, blocks.BaseStreamBlock):
            return [{"type": name, "value": self.value(child)} for name, child in block.child_blocks.items()]
        if isinstance(block, blocks.BaseStructBlock):
            return {name: self.value(child) for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.ListBlock):
            if isinstance(block.child_block, blocks.ChooserBlock):
                return []
            return [{"type": "item", "value": self.value(block.child_block)} for _number in range(2)]
        if isinstance(block, BaseTypedTableBlock):
            kinds = list(block.child_blocks.items())
            columns = [{"type": name, "heading": self.word()} for name, _child in kinds]
            rows = [{"values": [self.value(child) for _name, child in kinds]} for _number in range(2)]
            return {"columns": columns, "rows": rows, "caption": self.word()}
        raise TypeError(f"{type(block).__name__}: say here what an editor types in it, so that it is known to be translated.")

"""The styles of this room as blocks in the editor's chooser."""

from __future__ import annotations

from content.registry import register_block
from faq_blocks.blocks.listing import FaqAccordionBlock, FaqBlock
from faq_blocks.raw import FAQ_PREFIX
from faq_blocks.styles import ACCORDION, FaqStyle, register_faq_style
from faq_blocks.styles.discovery import PREFIX, found_styles, style_folders
from plugins.templates import register_template_folders

FIRST = 70  # where the first style stands in the editor's menu


def offer_styles() -> None:
    """Register every style that is a folder of faq_blocks.styles, and a block for it."""
    register_template_folders(PREFIX, style_folders)
    for style in sorted(found_styles(), key=lambda each: (each.order, each.name)):
        offer_style(style)


def offer_style(style: FaqStyle) -> None:
    """Register a style and its block, which is called faq_<name>."""
    register_faq_style(style, order=style.order)
    block = FaqAccordionBlock(style) if style.name == ACCORDION else FaqBlock(style)
    register_block(f"{FAQ_PREFIX}{style.name}", block, order=FIRST)

"""FAQ blocks: one shape for all styles, so that a list can be turned into another style without being typed again."""

from faq_blocks.blocks.listing import FaqAccordionBlock, FaqBlock

__all__ = ["FaqAccordionBlock", "FaqBlock"]

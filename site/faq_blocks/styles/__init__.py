"""How questions and answers look. Every folder in here is a style; plugins bring others.

A folder holds `__init__.py` with one class derived from FaqStyle, the template `list.html`, and where it needs them
`style.css` and `script.js`. Nothing else has to know of it: it is found when the site starts, and is offered to editors as
a block of its own and as a choice in all others.
"""

from faq_blocks.styles.base import FaqStyle
from faq_blocks.styles.registry import ACCORDION, LENGTH, register_faq_style, style_entries, style_named, styles

__all__ = ["ACCORDION", "LENGTH", "FaqStyle", "register_faq_style", "style_entries", "style_named", "styles"]

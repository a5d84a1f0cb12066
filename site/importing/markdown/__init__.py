"""Markdown to the raw JSON of our streams."""

from importing.markdown.convert import Converted, convert, convert_faq

# Part of every source hash: whoever changes what the converter writes raises it, and unchanged files are converted again.
CONVERTER_VERSION = "1"

__all__ = ["CONVERTER_VERSION", "Converted", "convert", "convert_faq"]

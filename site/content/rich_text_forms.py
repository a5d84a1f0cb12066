"""Rich text in forms of the admin: a parser for each text.

Wagtail keeps one parser with the widget, and the widgets belong to the blocks of the process: two forms that are opened at the
same moment by two threads then mix their texts, or fail. Tried with Wagtail 8.0.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter


def from_database_format(self: Any, html: str) -> str:
    """Return the editor's form of stored rich text. Safe to call from several threads."""
    handler = copy(self.html_to_contentstate_handler)
    handler.reset()
    handler.feed(html)
    handler.close()
    text: str = handler.contentstate.as_json(indent=4, separators=(",", ": "))
    return text


def connect() -> None:
    """Put it in the place of Wagtail's; called once when the room is ready."""
    ContentstateConverter.from_database_format = from_database_format

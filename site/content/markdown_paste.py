"""The part of the rich text editor that understands pasted Markdown."""

from __future__ import annotations

from typing import Any

from wagtail.admin.rich_text.editors.draftail.features import PluginFeature

NAME = "markdown-paste"


def register(features: Any) -> None:
    """Offer it to blocks by its name; it stores nothing of its own."""
    features.register_editor_plugin("draftail", NAME, PluginFeature({"type": NAME}, js=["content/admin/markdown-paste.js"]))

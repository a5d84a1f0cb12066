"""The part of the rich text editor that suggests pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.editors.draftail.features import PluginFeature

NAME = "page-links"


def register(features: Any) -> None:
    """Offer it to blocks by its name; it stores nothing but Wagtail's own links."""
    told = {
        "type": NAME,
        "address": reverse_lazy("content_page_links"),
        "words": {
            "label": _("Pages to link to"),
            "none": _("No page of this title"),
            "hint": _("Arrow keys choose, Enter links, Esc leaves the text as it is."),
        },
    }
    sheets = {"all": ["content/admin/page-links.css"]}
    features.register_editor_plugin("draftail", NAME, PluginFeature(told, js=["content/admin/page-links.js"], css=sheets))

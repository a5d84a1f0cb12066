"""What the kind of an article means to readers and to search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from search.documents import Document, register_kind

if TYPE_CHECKING:
    from content.models import HelpPage
    from kb.models import ArticlePage

SEARCH_KINDS = {
    "how_to": "how_to",
    "troubleshooting": "troubleshooting",
    "reference": "reference",
    # The wiki's policies have "policy", and visitors are not to be told that there are such.
    "policy": "public_policy",
    "release_note": "release_note",
    "term": "term",
}
"""Kinds of articles to their kinds in search; an article without any is just that."""

TEMPLATES = {kind: f"kb/kinds/{kind}.html" for kind in ("how_to", "troubleshooting", "policy", "release_note", "term")}
"""What stands between the head and the text."""


def kind_context(article: ArticlePage) -> dict[str, Any]:
    """Return for the template of an article which part of its kind stands above the text; "" for none."""
    return {"kind_template": TEMPLATES.get(article.kind, "")}


def kind_searched(document: Document, *, page: HelpPage) -> Document:
    """Add to what is indexed of an article what its kind shows beside the text. All of it is for whoever reads the article."""
    from kb.models import ArticlePage

    if not isinstance(page, ArticlePage):
        return document
    if page.kind == "how_to" and page.needs:
        return replace(document, body=_joined(page.needs, document.body))
    if page.kind == "release_note" and page.release_version:
        return replace(document, headings=_joined(page.release_version, document.headings))
    if page.kind == "term":
        words = _joined(document.keywords, page.other_forms)
        return replace(document, keywords=words, body=_joined(page.definition, document.body))
    return document


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text.strip())


def register_kinds() -> None:
    """Name the kinds for readers, in their lists and in what they type."""
    register_kind("how_to", _("how-to"), _("how-tos"))
    register_kind("troubleshooting", _("troubleshooting"), _("troubleshooting"))
    register_kind("reference", _("reference"), _("references"))
    register_kind("public_policy", _("published policy"), _("published policies"))
    register_kind("release_note", _("release note"), _("release notes"))
    register_kind("term", _("glossary term"), _("glossary"))

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from content.audiences import ANONYMOUS
from content.blocks.assets import assets
from content.digits import in_digits_of, language_of
from content.documents import kind_words, may_download, size_words


class DownloadBlock(blocks.StructBlock):
    """A document with its kind and size. Those who do not get the document do not see that it is there."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False, max_length=120, label=_("Title"), help_text=_("Empty: the title the document has in the library.")
    )
    description = blocks.CharBlock(required=False, max_length=300, label=_("Description"))

    def render(self, value: Any, context: Any = None) -> Any:
        document = value.get("document")
        reader = (context or {}).get("reader") or ANONYMOUS
        if document is None or not may_download(document, reader):
            return ""
        return super().render(value, context)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        document = value["document"]
        context["title"] = value["title"] or document.title
        context["kind"] = kind_words(document)
        context["size"] = in_digits_of(size_words(document), language_of(parent_context))
        context["assets"] = assets(parent_context, "content/css/download.css")
        return context

    class Meta:
        icon = "download"
        label = _("Download")
        template = "content/blocks/download.html"
        preview_template = "content/blocks/previews/download.html"
        description = _("A document from the library with its kind and size.")

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.fields import HelpStreamField
from content.models import HelpPage
from theme.reading import reading_context


class FaqPage(HelpPage):
    """Questions and answers, by topic."""

    body = HelpStreamField(verbose_name=_("body"))

    parent_page_types = ["home.HomePage", "kb.CategoryPage"]
    subpage_types: list[str] = []
    content_panels = [*HelpPage.content_panels, FieldPanel("body")]
    search_kind = "faq"

    class Meta:
        verbose_name = _("FAQ page")
        verbose_name_plural = _("FAQ pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **reading_context(self, request, body=self.body)}

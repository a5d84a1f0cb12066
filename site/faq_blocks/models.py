from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from content.fields import HelpStreamField
from content.models import HelpPage
from faq_blocks.styles import LENGTH, StyleSelect
from theme.reading import reading_context


class FaqPage(HelpPage):
    """Questions and answers, by topic."""

    body = HelpStreamField(verbose_name=_("body"))
    # What is stored here may be the style of a plugin that is switched off: the form knows, the column does not.
    faq_style = models.CharField(
        _("style of the questions"),
        max_length=LENGTH,
        blank=True,
        help_text=_("For lists of questions on this page that choose none of their own."),
    )

    parent_page_types = ["home.HomePage", "kb.KnowledgeBasePage", "kb.CategoryPage"]
    subpage_types: list[str] = []
    content_panels = [
        *HelpPage.content_panels,
        FieldPanel("body"),
        FieldPanel("faq_style", widget=StyleSelect(empty_label=_("Accordion"))),
    ]
    search_kind = "faq"
    override_translatable_fields = [
        *HelpPage.override_translatable_fields,
        SynchronizedField("faq_style"),  # a name, no text
    ]

    class Meta:
        verbose_name = _("FAQ page")
        verbose_name_plural = _("FAQ pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **reading_context(self, request, body=self.body, told={"faq_style": self.faq_style})}

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.fields import HelpStreamField
from content.models import HelpPage
from content.panels import ContentChecksPanel
from home.selectors import front_door
from theme.reading import reading_context


class HomePage(HelpPage):
    """The front door: the question to the reader, the search field, and what the other rooms offer."""

    hero_title = models.CharField(
        _("question to the reader"),
        max_length=120,
        blank=True,
        help_text=_("Stands above the search field. Empty: the title."),
    )
    popular_searches = models.TextField(
        _("often searched"), blank=True, help_text=_("One search a line, shown below the search field.")
    )
    body = HelpStreamField(verbose_name=_("body"))

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        ContentChecksPanel(),
        FieldPanel("title"),
        FieldPanel("hero_title"),
        FieldPanel("summary"),
        FieldPanel("popular_searches"),
        FieldPanel("body"),
    ]
    search_kind = "page"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        reading = reading_context(self, request, body=self.body)
        return {**context, **reading, **front_door(home=self, user=request.user)}


class PlainPage(HelpPage):
    """Any other page, such as pricing or about: blocks, and a handful of questions."""

    body = HelpStreamField(verbose_name=_("body"))

    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    content_panels = [*HelpPage.content_panels, FieldPanel("body")]
    search_kind = "page"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **reading_context(self, request, body=self.body)}

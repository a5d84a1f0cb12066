from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from kb.models.review import ReviewingPage
from kb.selectors import category_contents
from theme.icons import CATEGORY_COLOURS, CATEGORY_ICONS
from theme.reading import reading_context


class CategoryPage(ReviewingPage):
    """A shelf of articles and further categories. One directly below the home page can be a knowledge base of its own."""

    icon = models.CharField(_("icon"), max_length=20, choices=CATEGORY_ICONS, default="book")

    colour = models.CharField(
        _("colour"), max_length=10, choices=CATEGORY_COLOURS, blank=True, default="", help_text=_("Of the icon and its tile.")
    )
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("cover picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands across the head of the category; the middle of a wide picture is shown."),
    )
    cover_alt = models.CharField(
        _("alternative text of the cover"),
        max_length=250,
        blank=True,
        help_text=_("What the picture tells, for people who do not see it. Empty when it only decorates."),
    )

    parent_page_types = ["home.HomePage", "kb.KnowledgeBasePage", "kb.CategoryPage"]
    subpage_types = ["kb.CategoryPage", "kb.ArticlePage", "faq_blocks.FaqPage"]
    content_panels = [
        *ReviewingPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("icon"), FieldPanel("colour"), FieldPanel("cover"), FieldPanel("cover_alt")], _("Looks of the category")
        ),
    ]
    search_kind = "category"

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **reading_context(self, request), **category_contents(category=self, user=request.user)}

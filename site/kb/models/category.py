from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from kb.models.review import ReviewingPage
from kb.selectors import category_contents
from theme.icons import CATEGORY_ICONS
from theme.reading import reading_context


class CategoryPage(ReviewingPage):
    """A shelf of articles and further categories. One directly below the home page can be a knowledge base of its own."""

    icon = models.CharField(_("icon"), max_length=20, choices=CATEGORY_ICONS, default="book")

    parent_page_types = ["home.HomePage", "kb.CategoryPage"]
    subpage_types = ["kb.CategoryPage", "kb.ArticlePage", "faq_blocks.FaqPage"]
    content_panels = [*ReviewingPage.content_panels, FieldPanel("icon")]
    search_kind = "category"

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **reading_context(self, request), **category_contents(category=self, user=request.user)}

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel

from content.fields import HelpStreamField
from content.models import HelpPage
from kb.selectors import category_contents
from theme.icons import CATEGORY_ICONS
from theme.reading import reading_context


class CategoryPage(HelpPage):
    """A shelf of articles and further categories. One directly below the home page can be a knowledge base of its own."""

    icon = models.CharField(_("icon"), max_length=20, choices=CATEGORY_ICONS, default="book")

    parent_page_types = ["home.HomePage", "kb.CategoryPage"]
    subpage_types = ["kb.CategoryPage", "kb.ArticlePage", "faq_blocks.FaqPage"]
    content_panels = [*HelpPage.content_panels, FieldPanel("icon")]
    search_kind = "category"

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **reading_context(self, request), **category_contents(category=self, user=request.user)}


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("kb.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(HelpPage):
    """One help article; translations are sibling pages sharing a translation_key."""

    body = HelpStreamField(verbose_name=_("body"))
    reviewed_on = models.DateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("The day somebody last checked that all of it is still true."),
    )
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))

    parent_page_types = ["kb.CategoryPage"]
    subpage_types: list[str] = []
    content_panels = [*HelpPage.content_panels, FieldPanel("body"), FieldPanel("reviewed_on"), FieldPanel("tags")]
    search_kind = "article"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **reading_context(self, request, body=self.body)}

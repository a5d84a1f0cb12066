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
from kb.models.kinds import KindPage
from theme.reading import reading_context


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("kb.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(KindPage):
    """One help article; translations are sibling pages sharing a translation_key."""

    body = HelpStreamField(verbose_name=_("body"))
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))

    parent_page_types = ["kb.CategoryPage"]
    subpage_types: list[str] = []
    content_panels = [*KindPage.content_panels, FieldPanel("body"), FieldPanel("tags")]
    search_kind = "article"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from kb.review.selectors import review_shown

        context = {**super().get_context(request, *args, **kwargs), **reading_context(self, request, body=self.body)}
        return {**context, "review": review_shown(self)}

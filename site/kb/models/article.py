from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.blocks import StreamValue

from content.attachments import attachments_of
from content.audiences import reader_for
from content.fields import HelpStreamField
from kb.companion import ArticleCompanion
from kb.kinds import SEARCH_KINDS, kind_context
from kb.models.kinds import Kind, KindPage
from kb.products import applies_to
from theme.reading import reading_context


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("kb.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(KindPage):
    """One help article; translations are sibling pages sharing a translation_key."""

    body = HelpStreamField(verbose_name=_("body"))
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))

    # Computed when the article is saved: whoever has neither is not asked for with a query.
    has_products = models.BooleanField(default=False, editable=False)
    has_attachments = models.BooleanField(default=False, editable=False)

    parent_page_types = ["kb.KnowledgeBasePage", "kb.CategoryPage"]
    subpage_types: list[str] = []
    content_panels = [
        *KindPage.content_panels,
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("Attachments"), label=_("Attachment")),
        InlinePanel(
            "applies_to",
            heading=_("Products and versions"),
            label=_("Product"),
            help_text=_("Which products the article is for. Readers see it, and can narrow a search by it."),
        ),
        FieldPanel("tags"),
        InlinePanel("related_pages", heading=_("Related pages"), label=_("Related page"), max_num=6),
    ]
    search_kind = "article"
    more_search_kinds = tuple(SEARCH_KINDS.values())

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from kb.review.shown import review_shown

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        companion = ArticleCompanion(self, is_preview=getattr(request, "is_preview", False))
        reading = reading_context(self, request, body=self.text, companion=companion)
        return {
            **context,
            **reading,
            **companion.context(),
            **kind_context(self),
            "applies_to": applies_to(self),
            "review": review_shown(self),
            "attachments": attachments_of(self, reader_for(request.user)),
        }

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.has_products = bool(self.applies_to.all())
        self.has_attachments = bool(self.attachments.all())
        return super().save(*args, **kwargs)

    def streams_read(self) -> list[str]:
        return ["problems", "body"] if self.kind == Kind.TROUBLESHOOTING else ["body"]

    @property
    def text(self) -> StreamValue:
        """The blocks that readers see, problems first."""
        if self.streams_read() == ["body"]:
            return self.body
        raw = [each for name in self.streams_read() for each in getattr(self, name).raw_data]
        return StreamValue(self.body.stream_block, raw, is_lazy=True)

    @property
    def own_search_kind(self) -> str:
        """The kind of this article in search."""
        return SEARCH_KINDS.get(self.kind, "")

    @property
    def search_fades(self) -> bool:
        """News lose their worth with age."""
        return bool(self.kind == Kind.RELEASE_NOTE)

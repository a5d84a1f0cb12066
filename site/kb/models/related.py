"""What stands beside an article: pages chosen by hand, pages found by likeness, and the state of the glossary."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, Orderable

from content.models import HelpPage


class RelatedPage(Orderable):
    """A page that an editor wants read after this one.

    Translations of the article have the same; readers are led to the page's translation in their language.
    """

    article = ParentalKey("kb.ArticlePage", on_delete=models.CASCADE, related_name="related_pages")
    target = models.ForeignKey(HelpPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")

    def __str__(self) -> str:
        return f"{self.article_id} → {self.target_id}"


class Nearby(models.Model):
    """The pages that are like an article, the nearest first, as they were found in the background.

    Nothing here decides what a reader may see: each is looked up among what they may be shown.
    """

    article = models.OneToOneField("kb.ArticlePage", on_delete=models.CASCADE, primary_key=True, related_name="nearby")
    page_ids = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("nearby pages")
        verbose_name_plural = _("nearby pages")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.page_ids}"


class GlossaryVersion(models.Model):
    """A token for each state of a language's glossary terms, so that every process knows when to read them again."""

    locale = models.OneToOneField(Locale, on_delete=models.CASCADE, primary_key=True, related_name="+")
    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("version of the glossary")
        verbose_name_plural = _("versions of the glossary")

    def __str__(self) -> str:
        return f"{self.locale_id}: {self.token}"

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


class ArticleOrigin(models.Model):
    """An article was begun from a wiki page. It says nothing of what became of either."""

    wiki_page = models.ForeignKey(HelpPage, verbose_name=_("wiki page"), on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(HelpPage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    # An editor of the article must not learn of the wiki page by what uses it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("origin of an article")
        verbose_name_plural = _("origins of articles")
        constraints = (models.UniqueConstraint(fields=["wiki_page", "article"], name="wiki_one_origin"),)

    def __str__(self) -> str:
        return f"{self.wiki_page_id} > {self.article_id}"

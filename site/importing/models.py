"""What the importer remembers, so that a second run changes nothing and an editor's work is never overwritten."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Revision

from content.models import HelpPage


class ImportedCollection(models.Model):
    """One folder that was imported under one page; `finished` stays empty until a run came to its end."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    under = models.CharField(_("imported under"), max_length=500)
    finished = models.DateTimeField(_("last finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported collection")
        verbose_name_plural = _("imported collections")

    def __str__(self) -> str:
        return self.name


class ImportedPage(models.Model):
    """Which page came from which file, and in which state it left the importer.

    `source_id` is the path inside the language's folder; editors may move and rename the page. `page` is empty when an
    editor deleted it. When the page's latest revision is no longer `revision`, somebody worked on it since.
    """

    collection = models.ForeignKey(ImportedCollection, on_delete=models.CASCADE, related_name="pages")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    source_id = models.CharField(max_length=500)
    source_hash = models.CharField(max_length=64)
    position = models.IntegerField(default=0)
    unresolved = models.JSONField(default=list, help_text="links that led nowhere when the page was written")
    page = models.ForeignKey(HelpPage, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "locale", "source_id"], name="importing_one_page_per_source_and_language"
            )
        ]

    def __str__(self) -> str:
        return self.source_id

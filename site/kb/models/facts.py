"""What is known of each page beyond what its editors wrote: a job gathers it, so that lists of 20,000 pages answer at once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage


class PageFacts(models.Model):
    """Numbers about one page. Written by kb.facts alone; a page has no row before the job has been there.

    `share` is the Bayesian average of the readers it helped (see kb.facts.votes), None without votes. `signature` stands
    for the text when pages are compared, `title_key` for the title. `read` is the publication whose text was looked at.
    """

    page = models.OneToOneField(HelpPage, primary_key=True, on_delete=models.CASCADE, related_name="facts")
    views_7 = models.PositiveIntegerField(_("readers in 7 days"), default=0)
    views_30 = models.PositiveIntegerField(_("readers in 30 days"), default=0)
    views_90 = models.PositiveIntegerField(_("readers in 90 days"), default=0)
    views_365 = models.PositiveIntegerField(_("readers in a year"), default=0)
    exits_7 = models.PositiveIntegerField(_("exits to contact in 7 days"), default=0)
    exits_30 = models.PositiveIntegerField(_("exits to contact in 30 days"), default=0)
    exits_90 = models.PositiveIntegerField(_("exits to contact in 90 days"), default=0)
    exits_365 = models.PositiveIntegerField(_("exits to contact in a year"), default=0)
    helpful = models.PositiveIntegerField(_("found it helpful"), default=0)
    unhelpful = models.PositiveIntegerField(_("did not find it helpful"), default=0)
    share = models.FloatField(_("share of readers it helps"), null=True)
    is_linked = models.BooleanField(_("linked"), default=True)
    is_stale = models.BooleanField(_("stale"), default=False)
    words = models.PositiveIntegerField(_("words"), null=True)
    title_key = models.CharField(_("title without endings"), max_length=300, blank=True)
    signature = models.BinaryField(_("signature"), null=True)
    read = models.DateTimeField(_("read"), null=True)
    told_level = models.PositiveSmallIntegerField(_("what search knows of its readers"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("facts of a page")
        verbose_name_plural = _("facts of pages")
        indexes = [
            *(models.Index(fields=[f"views_{days}"], name=f"kb_facts_views_{days}") for days in (7, 30, 90, 365)),
            models.Index(fields=["exits_30"], name="kb_facts_exits"),
            models.Index(fields=["share"], name="kb_facts_share"),
            models.Index(fields=["words"], name="kb_facts_words"),
        ]

    def __str__(self) -> str:
        return str(self.page_id)


class Likeness(models.Model):
    """Two pages of one language that say nearly the same; there is a row for each direction."""

    page = models.ForeignKey(HelpPage, on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(HelpPage, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField(_("likeness of the texts"))
    same_title = models.BooleanField(_("same title"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("likeness of pages")
        verbose_name_plural = _("likenesses of pages")
        constraints = [models.UniqueConstraint(fields=["page", "other"], name="kb_one_likeness_per_pair")]

    def __str__(self) -> str:
        return f"{self.page_id} ~ {self.other_id}"

"""A change that a group has to read, and who has confirmed it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import HelpPage

LONGEST_NOTE = 500


class ReadingRequest(models.Model):
    """Groups are asked to confirm that they have read a page, as it was at that moment or later, by a day.

    Whoever is in one of the groups and may read the page is asked, whenever they came into the group.
    """

    page = models.ForeignKey(HelpPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision", verbose_name=_("version"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    groups = models.ManyToManyField(Group, verbose_name=_("groups"), related_name="+")
    note = models.CharField(_("what is new"), max_length=LONGEST_NOTE, blank=True)
    due = models.DateField(_("by"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to read")
        verbose_name_plural = _("requests to read")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.asked_at}"

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed."""
        return self.due is not None and self.due < timezone.localdate()


class Reading(models.Model):
    """What is known of one person and one request: told, reminded, confirmed. Gone with the account."""

    request = models.ForeignKey(ReadingRequest, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True)
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("confirmation of reading")
        verbose_name_plural = _("confirmations of reading")
        constraints = (models.UniqueConstraint(fields=["request", "user"], name="wiki_one_reading"),)

    def __str__(self) -> str:
        return f"{self.request_id}: {self.user_id}"

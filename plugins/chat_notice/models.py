"""What has happened and was not written to the channel yet."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What can be told."""

    PUBLISHED = "published", _("New pages")
    CHANGED = "changed", _("New versions of pages")
    UNPUBLISHED = "unpublished", _("Pages that were taken away")
    SEARCH_FAILED = "failed", _("Searches that find nothing")
    UNHELPFUL = "unhelpful", _("Pages that did not help, once a day or week")


class Note(models.Model):
    """Something to tell. Kept until it is told, for minutes or, for votes, days."""

    kind = models.CharField(max_length=12, choices=Kind, db_index=True)
    title = models.CharField(max_length=500)  # of a page, or what was searched
    url = models.CharField(max_length=1000, blank=True)
    count = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewReminder(models.Model):
    """A reminder that was sent: each due date of a page is told of once."""

    page = models.ForeignKey("content.HelpPage", on_delete=models.CASCADE, related_name="+")
    due = models.DateField()
    sent = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")
        constraints = [models.UniqueConstraint(fields=["page", "due"], name="content_one_reminder_per_due_date")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.due}"

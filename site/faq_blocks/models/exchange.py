"""Files of questions that somebody has uploaded and not yet imported."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=7)
STUCK_AFTER = timedelta(minutes=30)


class QuestionImport(models.Model):
    """One uploaded file, from the dry run to its end. Its content goes when it is imported, the row when a week has passed."""

    class State(models.TextChoices):
        """`CHECKED`: a dry run was shown. `WAITING`: it is being imported, or will be soon."""

        CHECKED = "checked", _("Checked")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Failed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    language = models.CharField(max_length=100, blank=True)
    update_existing = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    written = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_stuck(self) -> bool:
        """Whether it waits for so long that whatever was to import it must have died; nothing of it is there then."""
        begun = self.started_at or self.created_at
        return self.state == self.State.WAITING and begun < timezone.now() - STUCK_AFTER

"""Files that somebody has uploaded and not yet imported."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from localization.models.translation import Translation


class TransferFile(models.Model):
    """One uploaded file, from the dry run to its end. Its content goes when it is imported, the row when a week has passed.

    `format` is a name of `localization.exchange.formats`, or "tmx" or "terms". `translation` is the page that the file was
    uploaded for, None where any page of it may be written. `overwrite` takes texts of the file also where somebody has
    written another since the export. `message` says why a file failed, and of an imported one as JSON which texts were kept.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Failed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)
    content = models.BinaryField()
    translation = models.ForeignKey(Translation, null=True, on_delete=models.CASCADE, related_name="+")
    overwrite = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKED)
    written = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uploaded file of translations")
        verbose_name_plural = _("uploaded files of translations")

    def __str__(self) -> str:
        return self.name

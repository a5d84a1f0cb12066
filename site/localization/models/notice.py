"""What a person in the admin should know."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from localization.models.translation import Translation


class Notice(models.Model):
    """One notice to one person about one translation (or job); `kind` names its sentence, `details` fill it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    translation = models.ForeignKey(Translation, null=True, on_delete=models.CASCADE, related_name="+")
    job = models.ForeignKey("localization.TranslationJob", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["user", "read"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"

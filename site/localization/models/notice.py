"""What a person in the admin should know."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from localization.models.translation import Translation


class Notice(models.Model):
    """One notice to one person about one translation (or job); `kind` names its sentence, `details` fill it.

    `key` names what a person must be told of only once ("" for what may come again). `mailed` is set before the mail goes out.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    translation = models.ForeignKey(Translation, null=True, on_delete=models.CASCADE, related_name="+")
    job = models.ForeignKey("localization.TranslationJob", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    details = models.JSONField(default=dict)
    key = models.CharField(max_length=100, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["user", "read"])]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], condition=~models.Q(key=""), name="localization_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class NoticeChoice(models.Model):
    """What a person wants of notices; who has no row gets mails."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wants_mails = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.wants_mails}"

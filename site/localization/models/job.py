"""What was asked for together: some pages into some languages until a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from localization.models.translation import Translation


class Priority(models.IntegerChoices):
    NORMAL = 0, _("normal")
    HIGH = 10, _("high")
    URGENT = 20, _("urgent")


class TranslationJob(models.Model):
    """One request. Its items are the translations asked for; where their work stands is written on them.

    `sources` are the translation keys of all that was asked for, as text: what the worker makes later is found by them.
    """

    title = models.CharField(_("title"), max_length=255)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    due = models.DateField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sources = models.JSONField(default=list)
    is_cancelled = models.BooleanField(default=False)
    run = models.ForeignKey("localization.BackgroundRun", null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("translation job")
        verbose_name_plural = _("translation jobs")
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.title


class JobLanguage(models.Model):
    """A language of a job, and who is to translate it there: a person, or whoever of the team takes it."""

    job = models.ForeignKey(TranslationJob, on_delete=models.CASCADE, related_name="languages")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "locale"], name="localization_language_once_in_a_job")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.locale_id}"


class JobItem(models.Model):
    """One translation of a job; `done` is when it was published: before the job was made, where readers had it already."""

    job = models.ForeignKey(TranslationJob, on_delete=models.CASCADE, related_name="items")
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="job_items")
    done = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "translation"], name="localization_once_in_a_job")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.translation_id}"

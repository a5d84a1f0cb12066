"""What a source said at a revision, and how much of it a publishing changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """How much a change of the source matters to its translations; the order counts."""

    NONE = 0, _("no change")
    TYPO = 10, _("typo")
    MEDIUM = 20, _("medium")
    MAJOR = 30, _("major")


class SourceSnapshot(models.Model):
    """A source as its translations were last made from it: one row for all languages.

    `revision` is the id of Wagtail's revision, 0 where there is none; it is no foreign key, for old revisions may be purged.
    `content` is what `serializable_data()` gave. Rows that no translation names any more are removed with the next one.
    """

    translation_key = models.UUIDField()
    revision = models.PositiveBigIntegerField(default=0)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation_key", "digest"], name="localization_one_snapshot_of_a_state")]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.revision}"


class SourceChange(models.Model):
    """What an editor said of one revision of a source: how much it changes, and whether translators may begin."""

    translation_key = models.UUIDField()
    revision = models.PositiveBigIntegerField(unique=True)
    level = models.PositiveSmallIntegerField(_("significance"), choices=Level.choices, default=Level.TYPO)
    is_suggested = models.BooleanField(default=True)
    is_ready = models.BooleanField(_("ready for translation"), default=True)
    note = models.CharField(_("note for translators"), max_length=500, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said = models.DateTimeField(auto_now=True)
    published = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["translation_key", "revision"])]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_level_display()}"

"""One thing in one language, and which state of its source it says."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from localization.models.source import Level, SourceSnapshot


class Stage(models.TextChoices):
    """Where the work on a translation stands. "Outdated" is no stage: see `Translation.state`."""

    TO_DO = "to_do", _("to do")
    TRANSLATING = "translating", _("in translation")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")


class Translation(models.Model):
    """A page or snippet in one language as a translation of another.

    `translation_key` and `locale` name it for good: page and words stay apart, so that deleting the target loses no word.
    `object_id` is the target's primary key as text, "" where there is none (any more); `page` is the target where it is a page.
    `content_type` is the specific one. `snapshot` is the state of the source that the units were last merged with, `based_on`
    the source revision that the published text says (0: none yet), `level` how much the source changed since.
    `scheduled` is the target's revision that waits for its date (0: none), `scheduled_on` the source revision that it says.
    `harvested` is the target's revision that the units and the page were last found equal at (0: its first one): what later
    revisions say otherwise was written in the page's own editor.
    `is_synced` is false while an editor writes this page freely: changes of the source are noted, and never written into it.
    The counts are of living text units (words of the source), written by whoever writes units: `localization.counting`.
    """

    translation_key = models.UUIDField()
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    source_locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255, blank=True, db_index=True)
    page = models.OneToOneField("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="localization_translation")
    title = models.CharField(max_length=255, blank=True)
    snapshot = models.ForeignKey(SourceSnapshot, null=True, on_delete=models.SET_NULL, related_name="translations")
    harvested = models.PositiveBigIntegerField(default=0)
    is_synced = models.BooleanField(_("follows its source"), default=True)
    is_source_gone = models.BooleanField(default=False)

    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.TO_DO, db_index=True)
    level = models.PositiveSmallIntegerField(_("change of the source"), choices=Level.choices, default=Level.NONE)
    based_on = models.PositiveBigIntegerField(_("based on revision"), default=0)
    scheduled = models.PositiveBigIntegerField(default=0)
    scheduled_on = models.PositiveBigIntegerField(default=0)
    outdated_since = models.DateTimeField(null=True)
    published = models.DateTimeField(_("published"), null=True)

    units_total = models.PositiveIntegerField(default=0)
    units_done = models.PositiveIntegerField(default=0)
    words_total = models.PositiveIntegerField(default=0)
    words_done = models.PositiveIntegerField(default=0)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due = models.DateField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=0)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [models.UniqueConstraint(fields=["translation_key", "locale"], name="localization_one_translation")]
        indexes = [models.Index(fields=["locale", "stage"])]

    def __str__(self) -> str:
        return f"{self.title or self.translation_key} ({self.locale})"

    @property
    def is_outdated(self) -> bool:
        """Whether readers have a text whose source has changed by more than a typo since."""
        return bool(self.based_on) and self.level >= Level.MEDIUM


IS_OUTDATED = models.Q(based_on__gt=0, level__gte=Level.MEDIUM)
"""The same for queries."""


class TranslationEvent(models.Model):
    """What happened to a translation, for its history and for throughput. `words` are those of the source."""

    class What(models.TextChoices):
        CREATED = "created", _("created")
        ADOPTED = "adopted", _("adopted")
        SYNCED = "synced", _("merged with its source")
        CLAIMED = "claimed", _("claimed")
        RELEASED = "released", _("released")
        ASSIGNED = "assigned", _("assigned")
        SUBMITTED = "submitted", _("submitted for review")
        RETURNED = "returned", _("sent back")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        STOPPED = "stopped", _("stopped following its source")
        STARTED = "started", _("follows its source again")
        SOURCE_GONE = "source_gone", _("source deleted")
        SOURCE_HIDDEN = "hidden", _("source unpublished")
        NEW_SOURCE = "new_source", _("has another source now")
        HARVESTED = "harvested", _("took over what was written in the page")
        MOVED = "moved", _("moved along with its source")
        STAYED = "stayed", _("stayed where it is, though its source moved")
        TARGET_GONE = "target_gone", _("page deleted")
        CLOSED = "closed", _("unpublished, for fewer people may read its source now")

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=12, choices=What.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.translation_id} {self.what}"

"""The words of a translation, one row for each segment of its source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from localization.models.translation import Translation


class Kind(models.TextChoices):
    """What a unit holds: words, or a value that a language may have of its own (a link, picture, document or page)."""

    TEXT = "text", _("text")
    VALUE = "value", _("link or file")


class UnitState(models.TextChoices):
    """Where a unit stands. Only the units that are not in the bin belong to the page."""

    TO_DO = "to_do", _("to do")
    DONE = "done", _("translated")
    OUTDATED = "outdated", _("source changed")
    BIN = "bin", _("in the bin")


class Origin(models.TextChoices):
    """Who wrote a text."""

    HUMAN = "human", _("a person")
    MEMORY = "memory", _("translation memory")
    MACHINE = "machine", _("a machine")
    ADOPTED = "adopted", _("the page as it was")


class Unit(models.Model):
    """One segment of a source with what a language says for it.

    `path` is wagtail-localize's: fields, block ids and child keys joined by dots; several texts of one rich text share it and
    differ by `order`. `source` is the inline HTML that `text` translates, `attributes` what its tags had, by their ids
    (`{"a1": {"href": …}}`). While the state is `outdated`, `new_source` is what the source says now. A VALUE unit has its
    source in `source_value` and its own in `value` (None: as the source). `version` counts writes: who saves names the one
    they saw. `needs_edit` is true for a machine's text that nobody has looked at. `checks` holds what was found wrong, as
    `localization.quality` wrote it, `waivers` what a reviewer accepted of it, and why.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="units")
    path = models.TextField()
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.TEXT)
    source = models.TextField(blank=True)
    source_digest = models.CharField(max_length=64, db_index=True)
    new_source = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    source_value = models.JSONField(null=True, blank=True)
    text = models.TextField(blank=True)
    value = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=UnitState.choices, default=UnitState.TO_DO)
    origin = models.CharField(max_length=10, choices=Origin.choices, blank=True)
    engine = models.CharField(max_length=100, blank=True)
    match = models.PositiveSmallIntegerField(default=0, help_text="Percent, where the memory gave the text.")
    needs_edit = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    checks = models.JSONField(default=list, blank=True)
    waivers = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["translation", "state"])]

    def __str__(self) -> str:
        return f"{self.path} {self.order}"

    @property
    def source_now(self) -> str:
        """What the source says now, also while the text is that of an older one."""
        return self.new_source if self.state == UnitState.OUTDATED and self.new_source else self.source


class UnitVersion(models.Model):
    """A text that a unit had before it was changed; kept so that no written word is lost."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="versions")
    source = models.TextField(blank=True)
    text = models.TextField(blank=True)
    value = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, blank=True)
    engine = models.CharField(max_length=100, blank=True)
    needs_edit = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written = models.DateTimeField(null=True)
    replaced = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-replaced", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.replaced:%Y-%m-%d}"

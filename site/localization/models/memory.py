"""What was translated before, so that nobody translates it twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from localization.models.translation import Translation


class MemoryEntry(models.Model):
    """A text and its translation, once for each pair, wherever it stands.

    `source` is inline HTML as in a unit, `source_digest` its name (`localization.units.source_digest`), `shape` that of the
    source with its numbers and placeholders taken out: equal shapes differ in these only. `size` is the number of different
    words. `is_shared` entries came from a file that somebody imported, and are for all translators; others are for those who
    may see one of their places.
    """

    class Origin(models.TextChoices):
        PUBLISHED = "published", _("a published page")
        FILE = "file", _("a file")

    source_locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    source = models.TextField()
    source_digest = models.CharField(max_length=64)
    shape = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    text = models.TextField()
    text_digest = models.CharField(max_length=64)
    context = models.CharField(max_length=255, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.PUBLISHED)
    is_shared = models.BooleanField(default=False)
    approved = models.BooleanField(default=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    used = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the memory")
        verbose_name_plural = _("translation memory")
        constraints = [
            models.UniqueConstraint(
                fields=["source_locale", "locale", "source_digest", "text_digest"], name="localization_memory_once"
            )
        ]
        indexes = [models.Index(fields=["shape"])]

    def __str__(self) -> str:
        return self.source[:80]


class MemoryPlace(models.Model):
    """Where an entry was published. `is_current` is false where another text stands there since."""

    entry = models.ForeignKey(MemoryEntry, on_delete=models.CASCADE, related_name="places")
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="+")
    context = models.CharField(max_length=255, blank=True)
    is_current = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "translation", "context"], name="localization_memory_place_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.translation_id}"


class MemoryWord(models.Model):
    """One of the words by which an entry is found: `key` names word and pair of languages, `size` is the entry's.

    Only so many words of an entry are here as any similar text must share at least one of (`localization.memory.words`).
    """

    entry = models.ForeignKey(MemoryEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.BigIntegerField()
    size = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["key", "size", "entry"], name="localization_memory_words"),
            models.Index(fields=["entry"], name="localization_memory_word_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.entry_id}"

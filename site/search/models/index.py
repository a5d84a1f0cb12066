"""What the database keeps for search: the documents, and the list of pages that are to be read again."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndexedDocument(models.Model):
    """A document of the database engine as it was last written; its terms are in a full-text table beside this one.

    Nothing here decides what a reader may see: every hit is checked against the page itself.
    """

    key = models.CharField(_("key"), max_length=64)
    language = models.CharField(_("language"), max_length=100)
    min_level = models.PositiveSmallIntegerField(_("lowest audience"))
    max_level = models.PositiveSmallIntegerField(_("highest audience"))
    required_groups = models.CharField(max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=50)
    title = models.CharField(_("title"), max_length=255)
    keywords = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    headings = models.TextField(blank=True)
    body = models.TextField(blank=True)
    category_title = models.CharField(max_length=255, blank=True)
    questions = models.TextField(blank=True, help_text="one in a line")
    facets = models.TextField(blank=True, help_text="name:value, one in a line, a line break before the first and after the last")
    updated = models.DateTimeField(null=True)
    helpful = models.FloatField(default=0.0)
    views = models.FloatField(default=0.0)
    fades = models.BooleanField(default=False)
    is_stale = models.BooleanField(default=False)
    version = models.CharField(max_length=32, blank=True, help_text="a hash of all that was indexed")
    written = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = [
            models.UniqueConstraint(fields=["key", "min_level"], name="search_one_document_per_key_and_level"),
            models.CheckConstraint(condition=models.Q(min_level__lte=models.F("max_level")), name="search_levels_in_order"),
        ]
        indexes = [
            models.Index(fields=["language", "kind"], name="search_doc_language_kind"),
            models.Index(fields=["required_groups"], name="search_doc_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.min_level}-{self.max_level})"


class OutboxEntry(models.Model):
    """A document that one engine has to write or remove. It goes when that is done, and stays when it fails.

    `token` changes with every new request: whoever finished an older one does not delete the newer. `settled` entries
    are done, and kept only for a rebuild that is under way, which may have read the page before the change.
    """

    key = models.CharField(_("key"), max_length=64)
    engine = models.CharField(_("engine"), max_length=20)
    token = models.UUIDField()
    settled = models.BooleanField(_("settled"), default=False)
    created = models.DateTimeField(_("since"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("waiting search document")
        verbose_name_plural = _("waiting search documents")
        constraints = [models.UniqueConstraint(fields=["key", "engine"], name="search_outbox_one_entry_per_key")]
        indexes = [models.Index(fields=["engine", "settled", "attempts", "created"], name="search_outbox_next")]

    def __str__(self) -> str:
        return f"{self.key} → {self.engine}"


class Rebuild(models.Model):
    """A rebuild of one engine that is under way; the row goes when it ends. `beat` tells that it is still alive."""

    engine = models.CharField(_("engine"), max_length=20)
    token = models.UUIDField(default=uuid.uuid4)
    started = models.DateTimeField(_("started"), default=timezone.now)
    beat = models.DateTimeField(_("last sign of life"), default=timezone.now)

    class Meta:
        verbose_name = _("rebuild")
        verbose_name_plural = _("rebuilds")
        constraints = [models.UniqueConstraint(fields=["engine"], name="search_one_rebuild_per_engine")]

    def __str__(self) -> str:
        return self.engine


class VocabularyWord(models.Model):
    """A word of the indexed documents as it is written, in small letters: what a misspelled query may have meant.

    `level` is the lowest audience that reads a document with it; documents for certain groups bring no words.
    """

    language = models.CharField(max_length=20)
    word = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField()
    documents = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("word of the index")
        verbose_name_plural = _("words of the index")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_one_entry_per_word")]

    def __str__(self) -> str:
        return self.word

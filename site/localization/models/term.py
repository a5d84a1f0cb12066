"""The words that translators agreed on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A word of one language and what it is called in another.

    `targets` and `forbidden` hold one wording a line; the first of the targets is the one to take. Only approved terms bind
    translators, proposed ones wait for a lead. An empty `targets` with `is_kept` says that the word stays as it is.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")

    source_locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language of the word"), on_delete=models.CASCADE, related_name="+"
    )
    source = models.CharField(_("word"), max_length=200)
    source_folded = models.CharField(max_length=200, editable=False)
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language of the translation"), on_delete=models.CASCADE, related_name="+"
    )
    targets = models.TextField(
        _("approved translations"), blank=True, max_length=2000, help_text=_("One a line, the best first.")
    )
    forbidden = models.TextField(
        _("forbidden words"), blank=True, max_length=2000, help_text=_("One a line: translations that nobody should use.")
    )
    is_kept = models.BooleanField(
        _("stays as it is"), default=False, help_text=_("For names that are not translated, such as products.")
    )
    is_case_sensitive = models.BooleanField(
        _("capital letters matter"), default=False, help_text=_("So that “Windows” is not found in “close the windows”.")
    )
    note = models.TextField(_("note"), blank=True, max_length=2000)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.APPROVED)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField(_("changed"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms of translators")
        ordering = ["source_folded", "locale"]
        constraints = [
            models.UniqueConstraint(fields=["source_locale", "source", "locale"], name="localization_one_term"),
        ]
        indexes = [models.Index(fields=["source_locale", "locale", "status"])]

    def __str__(self) -> str:
        return self.source

    @property
    def wordings(self) -> list[str]:
        """The approved translations, the best first; the word itself where it stays as it is."""
        found = [line.strip() for line in self.targets.splitlines() if line.strip()]
        return [self.source, *found] if self.is_kept and self.source not in found else found

    @property
    def forbidden_wordings(self) -> list[str]:
        """The words not to use."""
        return [line.strip() for line in self.forbidden.splitlines() if line.strip()]

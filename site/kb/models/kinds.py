"""What kinds of articles there are, and the fields that belong to one kind only.

A field of another kind than the article's keeps what somebody wrote in it, but nobody reads it: not on the page, not in search,
not in an export. So an editor may change the kind and change it back.
"""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from content.review.pages import ReviewedPage
from kb.panels import FIELDS, kind_panel
from kb.problems import ProblemsField


class Kind(models.TextChoices):
    """What readers come for."""

    ARTICLE = "article", _("Article")
    HOW_TO = "how_to", _("How-to")
    TROUBLESHOOTING = "troubleshooting", _("Troubleshooting")
    REFERENCE = "reference", _("Reference")
    POLICY = "policy", _("Policy")
    RELEASE_NOTE = "release_note", _("Release note")
    TERM = "term", _("Glossary term")


class KindPage(ReviewedPage):
    """Inherited by articles."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ARTICLE)

    minutes = models.PositiveSmallIntegerField(
        _("minutes of work"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How long it takes somebody who does it for the first time."),
    )
    needs = models.TextField(
        _("what is needed"), blank=True, help_text=_("One thing a line: a tool, a number at hand, a right in the account.")
    )
    problems = ProblemsField(
        verbose_name=_("problems"),
        help_text=_("What readers see go wrong, each with its causes, the most frequent first. They stand before the text."),
    )
    release_version = models.CharField(_("version"), max_length=40, blank=True, help_text=_("For example 2.4."))
    released_on = models.DateField(_("released on"), null=True, blank=True)
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("One or two sentences: they explain the term wherever it stands in a text.")
    )
    other_forms = models.TextField(
        _("other forms of the word"), blank=True, help_text=_("One a line: the plural, an abbreviation, another name.")
    )

    content_panels = [*ReviewedPage.content_panels, kind_panel()]
    # Names, numbers and days are the same in all languages.
    override_translatable_fields = [
        *ReviewedPage.override_translatable_fields,
        SynchronizedField("kind"),
        SynchronizedField("minutes"),
        SynchronizedField("release_version"),
        SynchronizedField("released_on"),
    ]

    class Meta:
        abstract = True

    def fields_read(self) -> list[str]:
        return list(FIELDS.get(self.kind, ()))

    @property
    def unread_fields(self) -> set[str]:
        """The names of the fields that belong to another kind: whatever stands in them is for nobody."""
        return {name for kind, names in FIELDS.items() if kind != self.kind for name in names}

    @property
    def needed(self) -> list[str]:
        """What is needed for a how-to, in order."""
        return _lines(self.needs)

    @property
    def forms(self) -> list[str]:
        """The words a glossary term may be found by in a text: its title, then its other forms."""
        return [self.title, *_lines(self.other_forms)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

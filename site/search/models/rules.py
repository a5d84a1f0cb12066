"""What editors know better than the index: synonyms, words to leave out, pages to show first or not at all."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from localization.languages import language_choices
from search.wording import listed


class LanguageRule(models.Model):
    """Something that holds for the queries of one language."""

    language = models.CharField(_("language"), max_length=20, choices=language_choices)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Why it is there, for your colleagues."))
    changed = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class SynonymSet(LanguageRule):
    """Words that mean the same, or words that also mean others. In force with the next query."""

    class Direction(models.TextChoices):
        """Which words bring which."""

        TWO_WAY = "two-way", _("each brings all the others")
        ONE_WAY = "one-way", _("the words bring others, not the other way round")

    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices, default=Direction.TWO_WAY)
    terms = models.TextField(_("words"), help_text=_("One in a line; several words in a line belong together."))
    targets = models.TextField(
        _("looked for as well"), blank=True, help_text=_("For one direction only: what is looked for as well. One in a line.")
    )
    is_active = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("synonym set")
        verbose_name_plural = _("synonyms")
        indexes = [models.Index(fields=["language", "is_active"], name="search_synonyms_language")]

    def __str__(self) -> str:
        words = listed(self.terms.split("\n"))
        if self.direction == self.Direction.TWO_WAY:
            return words
        # Words, not an arrow: it would point the wrong way in a line that runs from right to left.
        return gettext("%(words)s (brings %(others)s)") % {"words": words, "others": listed(self.targets.split("\n"))}


class StopWordList(LanguageRule):
    """Words that a query need not find, beside those the language has anyway."""

    words = models.TextField(_("words"), help_text=_("One in a line. A query of nothing else still looks for them."))

    class Meta:
        verbose_name = _("list of stop words")
        verbose_name_plural = _("stop words")
        constraints = [models.UniqueConstraint(fields=["language"], name="search_one_stop_word_list_per_language")]

    def __str__(self) -> str:
        return self.get_language_display()


class PromotedResult(LanguageRule):
    """A page that comes first for certain queries, for a time or for good."""

    queries = models.TextField(_("queries"), help_text=_("One in a line. A query fits when it has the same words."))
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    starts = models.DateTimeField(_("from"), null=True, blank=True)
    ends = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")

    def __str__(self) -> str:
        return listed(self.queries.split("\n"))


class HiddenResult(LanguageRule):
    """A page that is not shown for certain queries, or for none at all. It can still be opened."""

    queries = models.TextField(
        _("queries"), blank=True, help_text=_("One in a line; empty: the page is hidden from every search in this language.")
    )
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("hidden result")
        verbose_name_plural = _("hidden results")

    def __str__(self) -> str:
        return listed(filter(None, self.queries.split("\n"))) or gettext("every query")


class RulesVersion(models.Model):
    """One row, whose number grows with every change of a rule: processes compare it and read the rules anew."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

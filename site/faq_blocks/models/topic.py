"""What questions are about: a tree, and the order of the questions in each of its topics."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from faq_blocks.slugs import free_slug

DEEPEST = 4
"""Levels of topics."""


class Topic(TranslatableMixin, index.Indexed, models.Model):
    """One topic in one language; `sort_order` is its place among those below the same parent, which has its language."""

    parent = models.ForeignKey(
        "self", verbose_name=_("above"), null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        allow_unicode=True,
        blank=True,
        help_text=_("Names the topic in addresses and files. Made from the title when empty."),
    )
    description = models.TextField(_("description"), blank=True, help_text=_("One sentence, shown below the title."))
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    search_fields = [index.AutocompleteField("title"), index.SearchField("title"), index.FilterField("locale_id")]
    # All of them: slug, place and order are those of each language, see faq_blocks.translating.
    translatable_fields = [TranslatableField("title"), TranslatableField("description")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="faq_one_topic_of_a_slug")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Name it in addresses where nobody did."""
        if not self.slug:
            self.slug = free_slug(self, self.title, otherwise="topic")
        super().save(*args, **kwargs)

    def copy_for_translation(self, locale: Locale, *args: Any, **kwargs: Any) -> Topic:
        """Return a copy in another language: below the translation of the topic above, with a slug of its own."""
        made: Topic = super().copy_for_translation(locale, *args, **kwargs)
        made.parent = self.parent.get_translation_or_none(locale) if self.parent else None
        made.slug = ""
        return made

    def clean(self) -> None:
        """Refuse a place below itself, below a topic of another language, or deeper than readers can follow."""
        super().clean()
        if problem := self.problem_below(self.parent):
            raise ValidationError({"parent": problem})

    def problem_below(self, parent: Topic | None) -> str:
        """Return why this topic, with all below it, cannot stand below another one: a sentence for editors, empty if it can."""
        above = [parent, *parent.ancestors()] if parent else []
        if self in above:
            return gettext("A topic cannot stand below itself. Choose another one.")
        if any(each.locale_id != self.locale_id for each in above):
            return gettext("This topic is in another language. Choose one in the same language.")
        if len(above) + self.height() > DEEPEST:
            return gettext("Topics go four levels deep at most. Choose one further up.")
        return ""

    def height(self) -> int:
        """Return how many levels this topic has, itself included. One query for each."""
        levels, row, seen = 1, [self.pk] if self.pk else [], {self.pk}
        while row := [pk for pk in Topic.objects.filter(parent_id__in=row).values_list("pk", flat=True) if pk not in seen]:
            levels += 1
            seen.update(row)
        return levels

    def ancestors(self) -> list[Topic]:
        """Return the topics above, the nearest first. One query for each; a circle ends where it began."""
        found: list[Topic] = []
        each = self.parent
        while each is not None and each not in found:
            found.append(each)
            each = each.parent
        return found


class Placement(models.Model):
    """A question's place in a topic of its language. Not part of its drafts: sorting is done for what is live, too."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="placements")
    question = models.ForeignKey("faq_blocks.Question", on_delete=models.CASCADE, related_name="placements")
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("place of a question")
        verbose_name_plural = _("places of questions")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "question"], name="faq_once_in_a_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.question_id}"

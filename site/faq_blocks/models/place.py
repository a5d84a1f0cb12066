"""Where questions stand: on which page, at which anchor. Kept by faq_blocks.places, and never typed by anybody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionPlace(models.Model):
    """A question as it stands on a live page: one of the library, or one typed there, whose words are here as well.

    `level` is the lowest audience that sees the passage it stands in; who may see the page and the question, these know.
    """

    page = models.ForeignKey("content.HelpPage", on_delete=models.CASCADE, related_name="question_places")
    question = models.ForeignKey("faq_blocks.Question", null=True, on_delete=models.CASCADE, related_name="places")
    anchor = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("question on a page")
        verbose_name_plural = _("questions on pages")
        ordering = ["page", "position"]
        constraints = [models.UniqueConstraint(fields=["page", "anchor"], name="faq_one_question_at_an_anchor")]

    def __str__(self) -> str:
        return f"{self.page_id}#{self.anchor}"


class QuestionSource(models.Model):
    """What the FAQ blocks and lists of a live page name: a question, a topic, or (neither) the whole library.

    A draft may be named, or an empty topic: this tells which pages to read again when that changes.
    """

    page = models.ForeignKey("content.HelpPage", on_delete=models.CASCADE, related_name="question_sources")
    question = models.ForeignKey("faq_blocks.Question", null=True, on_delete=models.CASCADE, related_name="sources")
    topic = models.ForeignKey("faq_blocks.Topic", null=True, on_delete=models.CASCADE, related_name="sources")

    class Meta:
        verbose_name = _("source of questions")
        verbose_name_plural = _("sources of questions")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.question_id or ''} {self.topic_id or ''}"

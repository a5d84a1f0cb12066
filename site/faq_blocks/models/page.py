from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from content.fields import HelpStreamField
from content.models import HelpPage
from faq_blocks.styles import LENGTH
from faq_blocks.styles.fields import StyleSelect
from theme.reading import reading_context


class ListOrder(models.TextChoices):
    """In which order a page lists the questions of the library."""

    TOPIC = "topic", _("By topic")
    FEATURED = "featured", _("Featured first")
    ALPHABET = "az", _("A–Z")
    LATEST = "latest", _("Latest first")
    USEFUL = "useful", _("Most useful first")


class LibraryPart(models.TextChoices):
    """Which questions of the library a page lists."""

    ALL = "all", _("The whole library")
    TOPICS = "topics", _("The topics chosen here")


class AnswerLoading(models.TextChoices):
    """Where the answers of a list are."""

    AUTO = "auto", _("In the page; on demand beyond 300 questions")
    PAGE = "page", _("Always in the page")
    DEMAND = "demand", _("Always on demand")


class FaqPage(HelpPage):
    """Questions and answers: what its text holds, and, when it is told to, a list of the library's questions."""

    body = HelpStreamField(verbose_name=_("body"))
    # What is stored here may be the style of a plugin that is switched off: the form knows, the column does not.
    faq_style = models.CharField(
        _("style of the questions"),
        max_length=LENGTH,
        blank=True,
        help_text=_("For lists of questions on this page that choose none of their own."),
    )
    lists_library = models.BooleanField(
        _("list questions of the library"), default=False, help_text=_("Below the text: those of the topics chosen here, or all.")
    )
    # A topic that is deleted goes from the page's topics by itself: a page that has lost them all must not list everything.
    library_part = models.CharField(
        _("which of them"),
        max_length=10,
        choices=LibraryPart.choices,
        default=LibraryPart.ALL,
        help_text=_("Where topics are chosen, those alone are listed."),
    )
    list_order = models.CharField(_("order"), max_length=10, choices=ListOrder.choices, default=ListOrder.TOPIC)
    answer_loading = models.CharField(
        _("answers"),
        max_length=10,
        choices=AnswerLoading.choices,
        default=AnswerLoading.AUTO,
        help_text=_("On demand: an answer is fetched when its question is opened, and has a page of its own besides."),
    )
    offers_orders = models.BooleanField(_("readers may choose the order"), default=True)
    offers_filter = models.BooleanField(_("readers may filter while they type"), default=True)
    shows_counts = models.BooleanField(_("show how many questions there are"), default=True)

    parent_page_types = ["home.HomePage", "kb.KnowledgeBasePage", "kb.CategoryPage"]
    subpage_types: list[str] = []
    content_panels = [
        *HelpPage.content_panels,
        FieldPanel("body"),
        FieldPanel("faq_style", widget=StyleSelect(empty_label=_("Accordion"))),
        MultiFieldPanel(
            [
                FieldPanel("lists_library"),
                FieldPanel("library_part"),
                InlinePanel("shown_topics", heading=_("Topics"), label=_("Topic")),
                FieldPanel("list_order"),
                FieldPanel("answer_loading"),
                FieldPanel("offers_orders"),
                FieldPanel("offers_filter"),
                FieldPanel("shows_counts"),
            ],
            heading=_("Questions of the library"),
        ),
    ]
    search_kind = "faq"
    override_translatable_fields = [
        *HelpPage.override_translatable_fields,
        # A name, and choices: no text.
        SynchronizedField("faq_style"),
        SynchronizedField("lists_library"),
        SynchronizedField("library_part"),
        SynchronizedField("list_order"),
        SynchronizedField("answer_loading"),
        SynchronizedField("offers_orders"),
        SynchronizedField("offers_filter"),
        SynchronizedField("shows_counts"),
    ]

    class Meta:
        verbose_name = _("FAQ page")
        verbose_name_plural = _("FAQ pages")

    def clean(self) -> None:
        """Note that topics were chosen, for the time when they are gone."""
        super().clean()
        if self.lists_topics:
            self.library_part = LibraryPart.TOPICS

    @property
    def lists_topics(self) -> bool:
        """Whether the page lists topics alone, perhaps none that is still there."""
        return self.library_part == LibraryPart.TOPICS or bool(self.shown_topics.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from faq_blocks.library_list import library_list

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        found = library_list(self, request)
        body = found.body if found is not None else self.body
        told = {"faq_style": self.faq_style}
        reading = reading_context(self, request, body=body, told=told, companion=found.companion if found else None)
        return {**context, **reading, "library": found}


class FaqPageTopic(Orderable):
    """A topic whose questions a page lists, with those of the topics below it.

    Translations of the page have the same: each shows the topic's translation into its own language.
    """

    page = ParentalKey(FaqPage, on_delete=models.CASCADE, related_name="shown_topics")
    topic = models.ForeignKey("faq_blocks.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic of a page")
        verbose_name_plural = _("topics of pages")

    def __str__(self) -> str:
        return f"{self.page_id} → {self.topic_id}"

"""A question and its answer in the library."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.models import DraftStateMixin, Locale, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.audiences import Audience, reader_for
from content.fields import HelpStreamField
from content.locales import resting_locale_ids
from faq_blocks.models.preview import QuestionPreview
from faq_blocks.raw import holds_faqs
from faq_blocks.slugs import free_slug
from faq_blocks.texts import one_line

LONGEST_QUESTION = 255
indexed_later: ContextVar[bool] = ContextVar("indexed_later", default=False)
"""Whether the admin's search leaves questions alone as they are saved: an import tells it of all of them at its end."""


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions of the library."""

    def listable_to(self, user: Any) -> QuestionQuerySet:
        """Keep what may be shown, found, counted or linked for this user (or content.audiences.Reader).

        That is: published, not expired, in a language that the site speaks, and meant for an audience the reader belongs to.
        A question has no groups: what only some agents may know belongs on a page of the wiki.
        """
        reader = reader_for(user)
        now = timezone.now()
        shown = self.filter(Q(expire_at=None) | Q(expire_at__gt=now), live=True)
        if resting := resting_locale_ids():
            shown = shown.exclude(locale_id__in=resting)
        return shown if reader.sees_all else shown.filter(audience__lte=reader.level)


class QuestionManager(models.Manager["Question"]):
    """Written out, for type checkers cannot follow the one that Django makes of a queryset."""

    def get_queryset(self) -> QuestionQuerySet:
        return QuestionQuerySet(self.model, using=self._db)

    def listable_to(self, user: Any) -> QuestionQuerySet:
        """See QuestionQuerySet."""
        return self.get_queryset().listable_to(user)


class Question(
    WorkflowMixin,
    QuestionPreview,
    LockableMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """One question in one language. Many pages may show it, by hand or by a topic; changed here, it changes everywhere."""

    question = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    slug = models.SlugField(
        _("slug"),
        max_length=LONGEST_QUESTION,
        allow_unicode=True,
        blank=True,
        help_text=_("Names the question in addresses: pages open its answer there. Made from the question when empty."),
    )
    answer = HelpStreamField(verbose_name=_("answer"))
    audience = models.PositiveSmallIntegerField(
        _("audience"),
        choices=Audience.choices,
        default=Audience.PUBLIC,
        help_text=_("Who may see this question, on whatever page it stands."),
    )
    search_keywords = models.TextField(
        _("search keywords"), blank=True, help_text=_("Words readers use that are not in the text. Never shown.")
    )
    is_featured = models.BooleanField(
        _("featured"), default=False, help_text=_("Stands before the others where pages ask for it.")
    )
    note = models.TextField(_("internal note"), blank=True, help_text=_("For editors only; readers never see it."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tags = ClusterTaggableManager(through="faq_blocks.QuestionTag", blank=True, verbose_name=_("tags"))
    topics = models.ManyToManyField("faq_blocks.Topic", through="faq_blocks.Placement", related_name="questions")

    objects = QuestionManager()

    search_fields = [
        index.SearchField("question", boost=2),
        index.AutocompleteField("question"),
        index.SearchField("search_keywords"),
        index.SearchField("answer"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]
    # All of them, for wagtail-localize would add the others: a slug is made of the translated question, and owner and note
    # belong to the editors of each language.
    translatable_fields = [
        TranslatableField("question"),
        TranslatableField("answer"),
        TranslatableField("search_keywords"),
        SynchronizedField("audience", overridable=False),
        SynchronizedField("is_featured"),
        SynchronizedField("expire_at"),
        SynchronizedField("tagged_items"),
    ]

    # A translation has a life of its own: it is not locked, planned or published because the original is.
    exclude_fields_in_copy = [
        "locked",
        "locked_at",
        "locked_by",
        "go_live_at",
        "expire_at",
        "expired",
        "live_revision",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["question"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="faq_one_question_of_a_slug")]

    def __str__(self) -> str:
        return self.question

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Name it in addresses where nobody did."""
        if not self.slug:
            self.slug = free_slug(self, self.question, otherwise="question")
        super().save(*args, **kwargs)

    def copy_for_translation(self, locale: Locale, *args: Any, **kwargs: Any) -> Question:
        """Return a copy in another language that gets a slug of its own."""
        made: Question = super().copy_for_translation(locale, *args, **kwargs)
        made.slug = ""
        return made

    def clean(self) -> None:
        """Take line breaks and forced directions out of the question: it stands in lists, titles and addresses."""
        super().clean()
        self.question = one_line(self.question)
        if not self.question:
            raise ValidationError({"question": _("The question is empty.")})
        if holds_faqs(list(self.answer.raw_data)):
            raise ValidationError({"answer": _("An answer cannot hold a list of questions: link to the page that has it.")})

    def with_content_json(self, content: Any) -> Question:
        """Return a draft as it was saved. A slug that another question has taken since stays what it is on the row."""
        draft: Question = super().with_content_json(content)
        rows = Question.objects.filter(locale_id=draft.locale_id)
        if rows.filter(slug=draft.slug).exclude(pk=self.pk).exists():
            draft.slug = rows.filter(pk=self.pk).values_list("slug", flat=True).first() or ""
        return draft

    def get_indexed_instance(self) -> Question | None:
        """Return what the admin's search is to know of; nothing while many are written."""
        return None if indexed_later.get() else self

    @property
    def is_there(self) -> bool:
        """Whether it is published and not expired: there is something to see, for some."""
        return self.live and (self.expire_at is None or self.expire_at > timezone.now())

    def is_listable_to(self, user: Any) -> bool:
        """Tell of this one what `listable_to` tells of many. No query but for the user's groups."""
        reader = reader_for(user)
        return self.is_there and (reader.sees_all or self.audience <= reader.level)


class QuestionTag(TaggedItemBase):
    """A tag on a question; articles have the same tags."""

    content_object = ParentalKey(Question, on_delete=models.CASCADE, related_name="tagged_items")

"""How the list of questions is narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.filters import MultipleUserFilter, WagtailFilterSet
from wagtail.search.backends import get_search_backend

from content.audiences import Audience
from faq_blocks.library.fields import TopicFilter
from faq_blocks.models import Placement, Question, QuestionTag, Topic
from faq_blocks.topics import subtree_ids

FOUND_BY_WORDS = 2000
"""Questions that a search of whole words adds to those that contain what was typed."""

STATES = [("live", _("Published")), ("changed", _("Published, with a draft")), ("draft", _("Draft")), ("expired", _("Expired"))]


class QuestionFilterSet(WagtailFilterSet):
    """By topic with all below it, state, audience, featured, tag, owner; Wagtail adds the language."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="by_state", widget=RadioSelect, empty_label=_("All")
    )
    topic = TopicFilter(label=_("Topic"), queryset=Topic.objects.all(), method="by_topic", empty_label=_("All"))
    unsorted = django_filters.BooleanFilter(label=_("In no topic"), method="by_lack")
    audience = django_filters.ChoiceFilter(
        label=_("Audience"), choices=Audience.choices, widget=RadioSelect, empty_label=_("All")
    )
    is_featured = django_filters.BooleanFilter(label=_("Featured"))
    tags = django_filters.ModelMultipleChoiceFilter(
        label=_("Tags"),
        queryset=Tag.objects.filter(pk__in=QuestionTag.objects.values("tag")).order_by("name"),
        method="by_tags",
    )
    owner = MultipleUserFilter(
        label=_("Owner"),
        queryset=get_user_model().objects.filter(pk__in=Question.objects.values("owner")).order_by("username"),
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def by_state(self, questions: QuerySet[Question], _name: str, state: str) -> QuerySet[Question]:
        """Narrow to one state."""
        over = Q(expired=True) | Q(expire_at__lte=timezone.now())
        wanted = {
            "live": Q(live=True, has_unpublished_changes=False) & ~over,
            "changed": Q(live=True, has_unpublished_changes=True) & ~over,
            "draft": Q(live=False) & ~over,
            "expired": over,
        }
        return questions.filter(wanted.get(state, Q()))

    def by_topic(self, questions: QuerySet[Question], _name: str, topic: Topic | None) -> QuerySet[Question]:
        """Narrow to a topic and all below it."""
        if topic is None:
            return questions
        inside = subtree_ids([topic.pk])[topic.pk]
        return questions.filter(Exists(Placement.objects.filter(question=OuterRef("pk"), topic_id__in=inside)))

    def by_lack(self, questions: QuerySet[Question], _name: str, wanted: bool | None) -> QuerySet[Question]:
        """Narrow to questions without a topic, or with one."""
        placed = Exists(Placement.objects.filter(question=OuterRef("pk")))
        return questions if wanted is None else questions.filter(~placed if wanted else placed)

    def by_tags(self, questions: QuerySet[Question], _name: str, tags: Any) -> QuerySet[Question]:
        """Narrow to questions that have one of the tags."""
        if not tags:
            return questions
        return questions.filter(Exists(QuestionTag.objects.filter(content_object=OuterRef("pk"), tag__in=tags)))


def narrowed(questions: QuerySet[Question], *, parameters: Any, request: Any) -> QuerySet[Question]:
    """Return the questions of a list as its address filters and searches them: what "all" means in bulk actions."""
    filters = QuestionFilterSet(parameters, request=request)
    questions = filters.filter_queryset(questions) if filters.is_valid() else questions.none()
    return searched(questions, parameters.get("q", "").strip())


def searched(questions: QuerySet[Question], words: str) -> QuerySet[Question]:
    """Keep questions that contain what was typed in question, keywords or note, or its words in the answer."""
    if not words:
        return questions
    found = get_search_backend().search(words, Question.objects.all())[:FOUND_BY_WORDS]
    contain = Q(question__icontains=words) | Q(search_keywords__icontains=words) | Q(note__icontains=words)
    return questions.filter(contain | Q(pk__in=[each.pk for each in found]))

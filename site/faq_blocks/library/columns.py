"""Columns of the list of questions. Other rooms and plugins may add some: openings, votes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn, UsageCountColumn
from wagtail.models import Revision, WorkflowState

from faq_blocks.models import Question
from plugins.naming import own_name, owner_for
from plugins.registry import Registry


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A column; `annotate` gives the queryset what the column shows and is sorted by."""

    make: Callable[[], Column]
    annotate: Callable[[QuerySet[Any]], QuerySet[Any]]


_columns: Registry[QuestionColumn] = Registry("columns of questions")


def register_question_column(
    name: str, make: Callable[[], Column], annotate: Callable[[QuerySet[Any]], QuerySet[Any]], *, order: int = 100
) -> None:
    """Show something of each question in the list of the library.

    A plugin's name is "<slug>__name". Raises ValueError for another one, and when the name is taken.
    """
    owner = owner_for(make)
    own_name(name, owner, what="column of questions")
    _columns.add(QuestionColumn(make, annotate), name=name, order=order, owner=owner)


def question_columns() -> list[QuestionColumn]:
    """Return the further columns of now, in their order."""
    return list(_columns)


class QuestionTitleColumn(TitleColumn):
    """The question, in its own direction within that of the list: its mark stays at its end."""

    def get_value(self, instance: Any) -> Any:
        return format_html('<bdi dir="auto">{}</bdi>', instance.question)


class StateColumn(StatusTagColumn):
    """What Wagtail's column says, from what with_states() read for all rows together: Wagtail asks twice for each row."""

    def __init__(self) -> None:
        super().__init__("state", label=_("Status"), sort_key="live", primary=lambda question: question.live)

    def get_value(self, instance: Any) -> Any:
        if instance.locked:
            return _("locked")
        if instance.is_in_review:
            return _("live + in review") if instance.live else _("in review")
        if not instance.live:
            return _("expired") if instance.expired else _("scheduled") if instance.is_planned else _("draft")
        if instance.is_planned:
            return _("live + scheduled")
        return _("live + draft") if instance.has_unpublished_changes else _("live")


def with_states(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Annotate what StateColumn says of each question."""
    own = ContentType.objects.get_for_model(Question)
    pk = Cast(OuterRef("pk"), CharField())
    planned = Revision.objects.filter(base_content_type=own, object_id=pk, approved_go_live_at__isnull=False)
    in_review = WorkflowState.objects.filter(base_content_type=own, object_id=pk, status=WorkflowState.STATUS_IN_PROGRESS)
    return questions.annotate(is_planned=Exists(planned), is_in_review=Exists(in_review))


class TopicsColumn(Column):
    """The topics of a question; reads the prefetched places."""

    def __init__(self) -> None:
        super().__init__("topics", label=_("Topics"))

    def get_value(self, instance: Any) -> str:
        return " · ".join(each.topic.title for each in instance.placements.all())


class UsageColumn(UsageCountColumn):
    """How many places show a question; the view counts for all rows at once, see QuestionIndexView.usage."""

    def __init__(self, counts: Callable[[int], int]) -> None:
        super().__init__("usage_count", label=_("Usage"), width="10%")
        self.counts = counts

    def get_value(self, instance: Any) -> int:
        return self.counts(instance.pk)

"""What readers do with questions, as columns of the library's list."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from activity.selectors import openings_in
from faq_blocks.library.columns import register_question_column
from faq_blocks.models import Question
from faq_blocks.readers.opening import NUMBER
from feedback.models import VoteTotal
from feedback.targets import target_type

DAYS = 30
"""Over which openings are counted for lists."""


def with_openings(questions: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `opened`: the readers of the last 30 days."""
    days = openings_in(NUMBER, DAYS).filter(target_id=OuterRef("pk")).order_by().values("target_id")
    total = Subquery(days.annotate(total=Sum("readers")).values("total"), output_field=IntegerField())
    return questions.annotate(opened=Coalesce(total, 0))


def with_votes(questions: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `helpful`, `unhelpful` and `score`, each 0 where nobody answered."""
    votes = VoteTotal.objects.filter(target_type=target_type(Question), target_id=OuterRef("pk"))
    return questions.annotate(
        helpful=Coalesce(Subquery(votes.values("helpful")), 0),
        unhelpful=Coalesce(Subquery(votes.values("unhelpful")), 0),
        score=Coalesce(Subquery(votes.values("score")), 0.0),
    )


class OpenedColumn(Column):
    """How many readers opened it lately."""

    def __init__(self) -> None:
        super().__init__("opened", label=_("Opened"), sort_key="opened", width="8%")


class VotesColumn(Column):
    """Yes and no; sorted by what they allow to say."""

    def __init__(self) -> None:
        super().__init__("votes", label=_("Yes / no"), sort_key="score", width="8%")

    def get_value(self, instance: Any) -> str:
        """Nothing where nobody answered: a list of noughts says no more."""
        return f"{instance.helpful} / {instance.unhelpful}" if instance.helpful or instance.unhelpful else ""


def register_columns() -> None:
    """Add them to the list."""
    register_question_column("opened", OpenedColumn, with_openings, order=10)
    register_question_column("votes", VotesColumn, with_votes, order=20)

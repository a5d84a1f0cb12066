"""Questions of the library by what readers do with them: which they open, and which of the answers help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from content.editors import EditorsMenuItem, EditorsReport
from content.locales import code_of
from faq_blocks.models import Question
from faq_blocks.readers.columns import DAYS, with_openings, with_votes
from faq_blocks.readers.kind import QuestionKind, admin_url
from feedback.selectors import VoteCounts

SHOWN = 50
ORDERS = {
    "opened": (_("Opened most"), ("-opened", "question", "pk")),
    "unhelpful": (_("Helps least"), ("score", "-unhelpful", "pk")),
    "helpful": (_("Helps most"), ("-score", "-helpful", "pk")),
    "silent": (_("Opened, not voted on"), ("-opened", "question", "pk")),
}


@dataclass(frozen=True)
class Row:
    """A question with what readers did."""

    question: Question
    language: str
    url: str
    opened: int
    counts: VoteCounts


def figures_in_order(questions: QuerySet[Question], order: str) -> QuerySet[Any]:
    """Return the questions that belong into one of the orders of the report."""
    rows = with_votes(with_openings(questions))
    if order == "opened":
        rows = rows.filter(opened__gt=0)
    elif order == "silent":
        rows = rows.filter(opened__gt=0, helpful=0, unhelpful=0)
    else:
        rows = rows.filter(Q(helpful__gt=0) | Q(unhelpful__gt=0))
    return rows.order_by(*ORDERS[order][1])


def may_see_figures(user: Any) -> bool:
    """Tell whether somebody works on questions."""
    return bool(policy_registry.get_by_type(Question).user_has_permission(user, "change"))


class QuestionFiguresView(EditorsReport):
    """The questions that this person may edit; each leads to its form."""

    page_title = _("Openings and votes")
    header_icon = "help"
    template_name = "faq_blocks/admin/figures.html"

    def may_see(self, user: Any) -> bool:
        return may_see_figures(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows in one order and language; what makes no sense is the first of each."""
        asked = self.request.GET
        order = asked.get("by", "") if asked.get("by", "") in ORDERS else "opened"
        language = asked.get("language", "") if asked.get("language", "") in dict(settings.LANGUAGES) else ""
        questions = QuestionKind().edited_by(self.request.user)
        questions = questions.filter(locale__language_code=language) if language else questions
        shown = Paginator(figures_in_order(questions, order), SHOWN).get_page(asked.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "rows": [_row(each) for each in shown],
            "shown": shown,
            "elided": shown.paginator.get_elided_page_range(shown.number),
            "orders": [(name, label, name == order) for name, (label, _fields) in ORDERS.items()],
            "languages": [("", _("All"), not language)] + [(code, name, code == language) for code, name in settings.LANGUAGES],
            "order": order,
            "language": language,
            "days": DAYS,
        }


def _row(question: Any) -> Row:
    language = dict(settings.LANGUAGES).get(code_of(question.locale_id), "")
    counts = VoteCounts(question.helpful, question.unhelpful)
    return Row(question, str(language), admin_url("edit", question.pk), question.opened, counts)


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    address = reverse("faq_figures")
    return EditorsMenuItem(
        _("Openings and votes"), address, may_see=may_see_figures, name="faq-figures", icon_name="help", order=645
    )

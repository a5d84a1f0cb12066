"""All pages with votes, those that help least first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from content.editors import EditorsMenuItem, EditorsReport
from content.locales import code_of
from content.models import HelpPage
from feedback.models import VoteTotal
from feedback.selectors import VoteCounts
from feedback.targets import target_type

SHOWN = 50


@dataclass(frozen=True)
class Row:
    """A page with its votes."""

    page: HelpPage
    language: str
    counts: VoteCounts


class HelpfulnessView(EditorsReport):
    """Pages that this person may edit and that were voted on; each leads to its trend."""

    page_title = _("Helpfulness")
    header_icon = "list-ul"
    template_name = "feedback/admin/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows; what makes no sense as its number is the first."""
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change").order_by()
        totals = VoteTotal.objects.filter(target_type=target_type(HelpPage), target_id__in=mine.values("pk"))
        totals = totals.filter(Q(helpful__gt=0) | Q(unhelpful__gt=0)).order_by("score", "-unhelpful", "target_id")
        shown = Paginator(totals, SHOWN).get_page(self.request.GET.get("p"))
        pages = HelpPage.objects.in_bulk([each.target_id for each in shown])
        names = dict(settings.LANGUAGES)
        rows = [
            Row(page, str(names.get(code_of(page.locale_id), "")), VoteCounts(each.helpful, each.unhelpful))
            for each in shown
            if (page := pages.get(each.target_id))
        ]
        elided = shown.paginator.get_elided_page_range(shown.number)
        return {**super().get_context_data(**kwargs), "rows": rows, "shown": shown, "elided": elided}


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    return EditorsMenuItem(_("Helpfulness"), reverse("feedback_report"), name="helpfulness", icon_name="list-ul", order=640)

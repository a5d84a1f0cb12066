"""The list of contradictions in the admin: for those who may change the policy, the owner's own first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from content.audiences import Audience, reader_for
from content.editors import EditorsReport
from wiki.deciding.sentences import given
from wiki.deciding.values import Topic
from wiki.helper.reading import facts_read
from wiki.models import PolicyExceptionPage, PolicyPage, PolicyTie

SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A contradiction: the exceptions that take part, and the facts of the last time."""

    tie: PolicyTie
    exceptions: list[PolicyExceptionPage]
    facts: list[tuple[str, str]]
    is_own: bool


def ties_of(user: Any) -> list[Row]:
    """Return contradictions of policies that this person may read and change, their own first, then those met last."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    policies = PolicyPage.objects.listable_to(user).filter(pk__in=mine.values("pk"))
    ties = PolicyTie.objects.filter(policy__in=policies).select_related("policy").prefetch_related("exceptions")
    rows = [_row(tie, user) for tie in ties.order_by("-last_met")[:SHOWN]]
    return sorted((row for row in rows if len(row.exceptions) > 1), key=lambda row: not row.is_own)


def _row(tie: PolicyTie, user: Any) -> Row:
    facts, _problems = facts_read(tie.facts)
    said = [(str(topic.label), text) for topic in Topic if (text := given(facts, topic))]
    return Row(tie, list(tie.exceptions.all()), said, tie.policy.responsible_id == user.pk)


def sees_ties(user: Any) -> bool:
    """Tell whether the report is for somebody: agents; it lists what they may change."""
    return reader_for(user).level >= Audience.AGENT


class TiesView(EditorsReport):
    """What contradicted each other when agents asked."""

    page_title = _("Contradicting exceptions")
    header_icon = "warning"
    template_name = "wiki/admin/ties.html"

    def may_see(self, user: Any) -> bool:
        """Tell whether this is for somebody."""
        return sees_ties(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows."""
        return {**super().get_context_data(**kwargs), "rows": ties_of(self.request.user)}


@require_POST
def tie_settle(request: HttpRequest, tie_id: int) -> HttpResponse:
    """Take a contradiction off the list; it comes back when it is met again. 404 for what is not on one's list."""
    rows = [row for row in ties_of(request.user) if row.tie.pk == tie_id]
    if not rows:
        raise Http404
    rows[0].tie.delete()
    return redirect(reverse("wiki_ties"))

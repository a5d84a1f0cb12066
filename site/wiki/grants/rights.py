"""Who sees what of the register, and who decides about requests."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.groups import AGENTS, LEADS, MANAGERS
from accounts.models import User
from content.audiences import reader_for
from content.closed.narrowed import approved_by_others
from wiki.deciding.cases import ROLES
from wiki.models import Grant, GrantState, PolicyExceptionPage, SpacePage

_GROUPS = {MANAGERS: "manager", LEADS: "lead", AGENTS: "agent"}
MOST_DECIDERS = 50


def role_of(user: Any) -> str:
    """Return the highest role of somebody, "" for those who are no agents. One query, once for a person and request."""
    if user is None or not user.is_authenticated or not user.is_active:
        return ""
    if user.is_superuser:
        return "manager"
    known: str | None = getattr(user, "_wiki_role", None)
    if known is None:
        names = set(user.groups.filter(name__in=_GROUPS).values_list("name", flat=True))
        known = user._wiki_role = next((role for name, role in _GROUPS.items() if name in names), "")
    return known


def readable(user: Any) -> QuerySet[Grant]:
    """Return the grants of which somebody may know: by exceptions that they may be shown.

    Where the exception is not live any more, managers, and whoever asked, still see it while the space is open to them, and leads
    what waits: what was granted does not go with a page.
    """
    role, reader = role_of(user), reader_for(user)
    if not role:
        return Grant.objects.none()
    if reader.sees_all:
        return Grant.objects.all()
    shown = Q(exception__in=PolicyExceptionPage.objects.listable_to(user).values("pk"))
    live = PolicyExceptionPage.objects.filter(live=True, ancestors_live=True, archived_at=None).values("pk")
    open_groups = Q(required_groups="") | Q(required_groups__in=reader.admitted_groups)
    closed = PolicyExceptionPage.objects.exclude(open_groups).values("pk")
    at_rest = Q(space__in=SpacePage.objects.listable_to(user).values("pk")) & ~Q(exception__in=live) & ~Q(exception__in=closed)
    if role != "manager":
        # Leads as well, as long as a request waits: somebody has to refuse it.
        waiting = Q(state=GrantState.WAITING) if role == "lead" else Q(pk__in=[])
        at_rest &= Q(requester__user=user) | waiting
    return Grant.objects.filter(shown | at_rest)


def decidable(user: Any) -> QuerySet[Grant]:
    """Return the requests that somebody may approve or refuse: never their own.

    Leads and managers by the role that a request needs. In a space that names who approves, only those decide what leads do
    elsewhere; what needs a manager is decided by managers everywhere, so that nothing waits for nobody.
    """
    role, reader = role_of(user), reader_for(user)
    waiting = readable(user).filter(state=GrantState.WAITING).exclude(requester__user=user)
    if reader.sees_all:
        return waiting
    needed = Q(needs__in=[each for each, rank in ROLES.items() if each and 0 < rank <= ROLES[role]])
    named = SpacePage.approvers.through.objects.filter(group_id__in=reader.group_ids).values("spacepage_id")
    needed |= Q(needs="lead", space__in=named)
    barred = Q(pk__in=[])
    for path in approved_by_others(user):
        barred |= Q(space__in=SpacePage.objects.filter(path__startswith=path).values("pk"))
        barred |= Q(exception__in=PolicyExceptionPage.objects.filter(path__startswith=path).values("pk"))
    return waiting.filter(needed).exclude(barred & ~Q(needs="manager"))


def may_mend(user: Any, grant: Grant) -> bool:
    """Tell whether somebody may correct a grant or take it back: who recorded it, and leads and managers who may read it."""
    if not readable(user).filter(pk=grant.pk).exists():
        return False
    return grant.requester.user_id == user.pk or ROLES[role_of(user)] >= ROLES["lead"]


def sees_report(user: Any) -> bool:
    """Tell whether the report is for somebody: leads and managers, each for what they may read."""
    return ROLES[role_of(user)] >= ROLES["lead"]


def deciders_of(grant: Grant) -> list[User]:
    """Return those who may decide about a request and can be reached by mail."""
    named = SpacePage.approvers.through.objects.filter(spacepage_id=grant.space_id).values("group_id")
    people = User.objects.filter(is_active=True).exclude(email="")
    people = people.filter(Q(groups__name__in=[LEADS, MANAGERS]) | Q(groups__in=named)).distinct().order_by("pk")
    found = (each for each in people.iterator() if decidable(each).filter(pk=grant.pk).exists())
    return [each for each, _place in zip(found, range(MOST_DECIDERS), strict=False)]

"""Reads of the inbox: which comments somebody may see, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from content.audiences import reader_for
from content.models import HelpPage
from feedback.inbox.permissions import TRIAGE, may_triage
from feedback.kinds import Thing, all_kinds, ids_by_kind
from feedback.models import Comment, PublishNotice, State
from feedback.targets import target_type
from search.log.answers import sees_internal

_policy = PagePermissionPolicy(HelpPage)

UNSOLVED = (State.OPEN, State.PLANNED)
ANSWERS_SEARCHES = "search.change_failedquery"
OFFERED = 100
"""Comments that are offered after a publish; more would not be read."""


def pages_edited_by(user: Any) -> QuerySet[HelpPage]:
    """Return the pages whose comments concern somebody: those they may edit, and may read.

    Editors run the whole tree, wiki included. What agents say about pages for agents is for editors who are agents
    themselves, and a space of some groups is for these groups.
    """
    reader = reader_for(user)
    pages: QuerySet[HelpPage] = _policy.instances_user_has_permission_for(user, "change")
    if reader.sees_all:
        return pages
    admitted = Q(required_groups="") | Q(required_groups__in=reader.admitted_groups)
    return pages.filter(admitted, effective_audience__lte=reader.level)


def comments_visible_to(user: Any) -> QuerySet[Comment]:
    """Return the comments somebody may see, count, export and change; every view of the inbox begins here.

    Superusers see all, also what is about a page that is gone. What a search did not find is about no page: it is for those
    who answer failed searches, and what people with an account wrote there, who may be agents, for agents among them.
    """
    if not may_triage(user):
        return Comment.objects.none()
    if user.is_superuser:
        return Comment.objects.all()
    mine = Q(pk=None)
    for kind in all_kinds():
        mine |= Q(target_type=target_type(kind.model), target_id__in=kind.edited_by(user).values("pk"))
    if user.has_perm(ANSWERS_SEARCHES):
        mine |= Q(target_type=None) if sees_internal(user) else Q(target_type=None, voter_key__startswith="anonymous:")
    return Comment.objects.filter(mine)


def comments_on(page_ids: Iterable[int], user: Any) -> QuerySet[Comment]:
    """Return the comments on these pages that somebody may see."""
    return comments_visible_to(user).filter(target_type=target_type(HelpPage), target_id__in=list(page_ids))


def comments_about(thing: Thing, user: Any) -> QuerySet[Comment]:
    """Return the comments on a page or another thing that somebody may see."""
    return comments_visible_to(user).filter(target_type=target_type(thing.kind.model), target_id=thing.pk)


def things_of(comments: Iterable[Comment]) -> dict[tuple[int, int], Thing]:
    """Return what comments are about, for `thing_of` to look up. One query for each kind."""
    return {
        (target_type(kind.model).pk, pk): thing
        for kind, ids in ids_by_kind(comments)
        for pk, thing in kind.for_editors(ids).items()
    }


def thing_of(comment: Comment, things: dict[tuple[int, int], Thing] | None = None) -> Thing | None:
    """Return what a comment is about, of those that `things_of` found; None where it is gone, or about nothing."""
    found = things_of([comment]) if things is None else things
    return found.get((comment.target_type_id or 0, comment.target_id or 0))


def state_counts(comments: QuerySet[Comment]) -> dict[str, int]:
    """Return how many there are in each state, states without any included. One query."""
    found = dict(comments.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in State.values}


def triagers() -> QuerySet[User]:
    """Return the people to whom comments can be assigned."""
    return User.objects.with_perm(TRIAGE, include_superusers=True).order_by("first_name", "username")


def unsolved_on(page_ids: Iterable[int], user: Any) -> QuerySet[Comment]:
    """Return the open and planned comments on these pages that somebody may see, oldest first."""
    return comments_on(page_ids, user).filter(state__in=UNSOLVED).order_by("said", "pk")


def own_open(user: Any) -> QuerySet[Comment]:
    """Return the open comments somebody answers for, oldest first: on their pages and questions, or assigned to them."""
    own = Q(assignee=user)
    for kind in all_kinds():
        own |= Q(target_type=target_type(kind.model), target_id__in=kind.owned_by(user).values("pk"))
    return comments_visible_to(user).filter(own, state=State.OPEN).order_by("said", "pk")


def notices_for(user: Any) -> QuerySet[PublishNotice]:
    """Return the publishes somebody may be asked about: pages they edit on which comments still are unsolved."""
    unsolved = Comment.objects.filter(target_type=target_type(HelpPage), target_id=OuterRef("page_id"), state__in=UNSOLVED)
    mine = PublishNotice.objects.filter(page__in=pages_edited_by(user).values("pk"))
    return mine.filter(Exists(unsolved)).select_related("page").order_by("created")

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.groups import AGENT_GROUPS
from content.audiences import Audience, Reader, gates_of, reader_for
from content.models import HelpPage
from wiki.models import Reading, ReadingRequest
from wiki.trust.kinds import may_mark

ANYBODY = Reader(Audience.AGENT, frozenset(), sees_all=True)


def requests_of(user: Any) -> QuerySet[ReadingRequest]:
    """Return the open requests that reach a person about pages they may read, those due first in front."""
    pages = HelpPage.objects.listable_to(user).values("pk")
    asked = ReadingRequest.groups.through.objects.filter(
        readingrequest_id=OuterRef("pk"), group_id__in=reader_for(user).group_ids
    )
    found = ReadingRequest.objects.filter(Exists(asked), closed_at=None, page__in=pages)
    return found.order_by(F("due").asc(nulls_last=True), "pk")


def waiting_for(user: Any) -> QuerySet[ReadingRequest]:
    """Return those of them that this person has not confirmed."""
    return requests_of(user).exclude(Exists(_confirmations(user)))


def waiting_count(user: Any) -> int:
    """Return how many there are, for the menu. One query, besides the groups of the person."""
    return waiting_for(user).count()


def confirmed_by(user: Any) -> QuerySet[Reading]:
    """Return what a person has confirmed of what is still open to them, the newest first."""
    pages = HelpPage.objects.listable_to(user).values("pk")
    found = Reading.objects.filter(user=user, confirmed_at__isnull=False, request__page__in=pages)
    return found.select_related("request__page").order_by("-confirmed_at")


def _confirmations(user: Any) -> QuerySet[Reading]:
    return Reading.objects.filter(request=OuterRef("pk"), user=user, confirmed_at__isnull=False)


@dataclass(frozen=True)
class Asked:
    """What a page says to one reader: the requests that wait for them, or when they confirmed the last one."""

    waiting: list[ReadingRequest]
    confirmed_at: datetime | None


def asked_on(*, page: HelpPage, user: Any) -> Asked:
    """Return it. Two queries where something is open, else one."""
    if page.pk is None or not user.is_authenticated:
        return Asked([], None)
    requests = list(requests_of(user).filter(page=page).select_related("asked_by"))
    if not requests:
        return Asked([], None)
    done = dict(
        Reading.objects.filter(request__in=requests, user=user, confirmed_at__isnull=False).values_list(
            "request_id", "confirmed_at"
        )
    )
    waiting = [each for each in requests if each.pk not in done]
    return Asked(waiting, None if waiting else max(each for each in done.values() if each))


def may_ask(page: Any, user: Any) -> bool:
    """Tell whether somebody may ask others to read a page: those who may say that it is true."""
    return may_mark(page, user)


def may_follow(request: ReadingRequest, user: Any) -> bool:
    """Tell whether somebody may see who has read it: who asked, and who could have; never about a page closed to them."""
    page = HelpPage.objects.listable_to(user).filter(pk=request.page_id).first()
    if page is None:
        return False
    return request.asked_by_id == user.pk or may_mark(page.specific, user)


def followed_by(user: Any) -> list[ReadingRequest]:
    """Return the open requests of which somebody may see the report, the newest first."""
    pages = HelpPage.objects.listable_to(user).values("pk")
    rows = ReadingRequest.objects.filter(closed_at=None, page__in=pages).select_related("page")
    kinds = {each.pk: each for each in HelpPage.objects.filter(pk__in=[row.page_id for row in rows]).specific()}
    return [row for row in rows if row.asked_by_id == user.pk or may_mark(kinds[row.page_id], user)]


def people_asked(request: ReadingRequest) -> QuerySet[Any]:
    """Return the active people whom a request reaches now: in one of its groups, and reading the page. One query."""
    people = get_user_model()._default_manager.filter(is_active=True, groups__in=request.groups.all())
    page = HelpPage.objects.listable_to(ANYBODY).filter(pk=request.page_id).first()
    if page is None:
        return people.none()
    people = people.filter(Q(is_superuser=True) | Q(pk__in=_members(names=AGENT_GROUPS)))
    for gate in gates_of(page.required_groups):
        people = people.filter(Q(is_superuser=True) | Q(pk__in=_members(ids=gate)))
    return people.distinct().order_by("first_name", "last_name", "username")


def _members(*, names: Any = None, ids: Any = None) -> QuerySet[Any]:
    users = get_user_model()._default_manager
    return (users.filter(groups__name__in=names) if names else users.filter(groups__pk__in=ids)).values("pk")


@dataclass(frozen=True)
class Row:
    """One person in the report."""

    person: Any
    confirmed_at: datetime | None
    reminded: Any


def report_of(request: ReadingRequest) -> list[Row]:
    """Return everybody who is asked, those who have not confirmed first. Three queries."""
    known = {each.user_id: each for each in request.readings.all()}
    rows = []
    for person in people_asked(request):
        reading = known.get(person.pk)
        rows.append(Row(person, reading.confirmed_at if reading else None, reading.reminded_on if reading else None))
    return sorted(rows, key=lambda row: row.confirmed_at is not None)

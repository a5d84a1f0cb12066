"""What the screens of the register show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wiki.deciding.sentences import given, money
from wiki.deciding.values import Money, Topic
from wiki.grants.rights import decidable, readable
from wiki.helper.reading import facts_read
from wiki.models import Grant, GrantEntry, GrantNote, GrantPerson, GrantState, PolicyExceptionPage


@dataclass(frozen=True)
class Told:
    """An entry with whoever it is about as a name, "" where that is not known any more."""

    entry: GrantEntry
    name: str
    amount: str
    note: str
    is_forgotten: bool


def entries_told(grant: Grant) -> list[Told]:
    """Return what happened to a grant, in order. Three queries."""
    entries = list(GrantEntry.objects.filter(grant=grant.pk))
    people = GrantPerson.objects.filter(key__in={each.actor for each in entries}).select_related("user")
    names = {each.key: each.user.display_name() for each in people if each.user is not None}
    notes = dict(GrantNote.objects.filter(entry__in=[each.pk for each in entries]).values_list("entry_id", "text"))
    return [
        Told(
            each,
            names.get(each.actor, ""),
            "" if each.amount is None else money(Money(each.amount, each.currency)),
            notes.get(each.pk, ""),
            bool(each.note_digest and not notes.get(each.pk)),
        )
        for each in entries
    ]


def facts_told(grant: Grant) -> list[tuple[str, str]]:
    """Return the facts in words, by what they are about."""
    facts, _problems = facts_read(grant.facts)
    labels = {topic: str(topic.label) for topic in Topic} | {Topic.AMOUNT: _("Amount of the case")}
    return [(labels[topic], text) for topic in Topic if (text := given(facts, topic))]


def waiting_for(user: Any) -> QuerySet[Grant]:
    """Return the requests that somebody may decide, the oldest first."""
    return decidable(user).select_related("customer", "requester__user").order_by("asked")


def own_of(user: Any) -> QuerySet[Grant]:
    """Return what somebody recorded and asked for, the newest first."""
    return readable(user).filter(requester__user=user).select_related("customer", "requester__user").order_by("-asked")


def queue_count(user: Any) -> int:
    """Return how many requests wait for somebody, and how many of their own were decided since they looked.

    It stands on every page of the wiki: one query while there is nothing at all.
    """
    if not Grant.objects.filter(Q(state=GrantState.WAITING) | Q(is_news=True, requester__user=user)).exists():
        return 0
    return decidable(user).count() + readable(user).filter(is_news=True, requester__user=user).count()


def recording_address(exception: PolicyExceptionPage, facts: dict[str, str] | None = None) -> str:
    """Return where a grant by an exception is recorded, with the facts as the helper has them."""
    url = reverse("wiki:grant_new", args=[exception.pk])
    return f"{url}?{urlencode(facts)}" if facts else url


def link_of(grant: Grant, user: Any) -> str:
    """Return the address of the exception, "" where there is none to be shown."""
    found: Sequence[PolicyExceptionPage] = PolicyExceptionPage.objects.listable_to(user).filter(pk=grant.exception_id)[:1]
    return found[0].link if found else ""

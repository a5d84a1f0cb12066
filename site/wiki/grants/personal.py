"""What the register keeps about people: what an agent recorded and decided, and references that are a customer's address."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Person, register_personal_data
from wiki.grants.ledger import chain_lock
from wiki.grants.people import reference_folded
from wiki.grants.retention import reference_erase
from wiki.grants.rights import readable
from wiki.grants.services import event_happened
from wiki.models import EntryKind, Grant, GrantEntry, GrantNote, GrantPerson, GrantState


def _person(person: Person) -> GrantPerson | None:
    return GrantPerson.objects.filter(user=person.user).first() if person.user is not None else None


def own_export(person: Person) -> list[dict[str, Any]]:
    """What somebody recorded and decided, oldest first; the exception is named where they may still read of it."""
    known = _person(person)
    if known is None:
        return []
    entries = list(GrantEntry.objects.filter(actor=known.key))
    names = dict(
        readable(person.user).filter(pk__in={each.grant for each in entries}).values_list("pk", "exception_name"),
    )
    notes = dict(GrantNote.objects.filter(entry__in=[each.pk for each in entries]).values_list("entry_id", "text"))
    return [
        {
            "entry": each.sequence,
            "kind": each.kind,
            "at": each.at,
            "role": each.role,
            "amount": each.amount,
            "currency": each.currency,
            "exception": names.get(each.grant),
            "note": notes.get(each.pk, "") if each.grant in names else None,
        }
        for each in entries
    ]


@transaction.atomic
def own_erase(person: Person) -> int:
    """Let the entries lead to nobody. What still waits is taken back first: nobody could tell any more whose it is."""
    known = _person(person)
    if known is None:
        return 0
    chain_lock()
    for grant in Grant.objects.select_related("customer").filter(requester=known, state=GrantState.WAITING):
        event_happened(grant, EntryKind.WITHDRAWN, known, "", "", uuid4().hex)
    count = GrantEntry.objects.filter(actor=known.key).count()
    GrantNote.objects.filter(entry__in=GrantEntry.objects.filter(actor=known.key).values("pk")).update(text="", salt="")
    GrantPerson.objects.filter(pk=known.pk).update(user=None)
    return count


def given_export(person: Person) -> list[dict[str, Any]]:
    """What a customer was granted under their own address: when and how much. Which rule it was is not theirs to read."""
    folded = reference_folded(person.email)
    grants = Grant.objects.filter(customer__folded=folded, state=GrantState.GRANTED) if folded else Grant.objects.none()
    return [{"at": each.decided, "amount": each.amount, "currency": each.currency} for each in grants.order_by("decided")]


def given_erase(person: Person) -> int:
    """Forget the address, and what was typed about it."""
    return reference_erase(person.email) if person.email else 0


def register_own() -> None:
    """Register both; called once when the room is ready."""
    register_personal_data("wiki_grants", _("Grants you recorded or decided about"), own_export, own_erase)
    register_personal_data("wiki_grants_given", _("What you were granted"), given_export, given_erase)

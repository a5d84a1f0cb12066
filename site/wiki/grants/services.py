"""What happens in the register. Each takes the lock of the chain first: what is counted holds until it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki.deciding.cases import ROLES
from wiki.deciding.values import Money
from wiki.grants.checking import Ground, Wish, grounds_of, needs_of, refusal_of, seen_as, stored
from wiki.grants.ledger import Event, chain_lock, entry_add
from wiki.grants.people import customer_of, person_of
from wiki.grants.rights import decidable, may_mend, role_of
from wiki.grants.states import AFTER
from wiki.grants.tasks import grant_asked_mails, grant_decided_mail
from wiki.helper.reading import FIELDS, facts_read
from wiki.models import EntryKind, Grant, GrantEntry, GrantPerson, GrantState, PolicyExceptionPage, PolicyPage, SpacePage

LONGEST_NOTE = 2000


class GrantRefused(Exception):
    """Nothing was written; the sentence says why, to whoever asked."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to be recorded, checked by the form. `facts` as the helper's address has them."""

    reference: str
    amount: Money | None
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def grant_record(*, exception_id: int, user: Any, asked: Asked, token: str, seal: str) -> Grant:
    """Record a grant, or ask for approval where it needs one; sent again with its `token` it is what was written the first time.

    `seal` is that of the exception as it was read. Raises GrantRefused, and PermissionDenied for an exception that this person
    may not be shown.
    """
    chain_lock()
    token = _token(user, token)
    if known := GrantEntry.objects.filter(token=token).first():
        _same_or_refused(known, exception_id, asked)
        return Grant.objects.get(pk=known.grant)
    exception, policy = _pages(exception_id, lock=True)
    is_shown = exception is not None and PolicyExceptionPage.objects.listable_to(user).filter(pk=exception_id).exists()
    role = role_of(user)
    if exception is None or policy is None or not is_shown or not role:
        raise PermissionDenied
    if refusal := refusal_of(exception, policy):
        raise GrantRefused(refusal)
    if exception.seal != seal:
        raise GrantRefused(_("The exception was changed meanwhile. Read it again: nothing was recorded."))
    customer = customer_of(asked.reference)
    facts = {name: str(asked.facts.get(name, "")).strip()[:60] for name in FIELDS if str(asked.facts.get(name, "")).strip()}
    grounds = grounds_of(Wish(role, customer, asked.amount, facts_read(facts)[0]), exception, policy)
    now, pk, person = timezone.now(), uuid4(), person_of(user)
    amount, currency = (asked.amount.amount, asked.amount.currency) if asked.amount else (None, "")
    details = {
        "facts": facts,
        "grounds": stored(grounds),
        "exception": _name(exception),
        "policy": _name(policy),
        "seal": seal,
        "grants": exception.grants[:500],
    }
    kind = EntryKind.ASKED if grounds else EntryKind.GRANTED
    entry_add(Event(pk, kind, person, role, customer.key, amount, currency, exception.pk, token, asked.reason, details))
    grant = Grant.objects.create(
        id=pk,
        state=AFTER[kind],
        requester=person,
        customer=customer,
        role=role,
        needs=needs_of(grounds),
        grounds=stored(grounds),
        amount=amount,
        currency=currency,
        exception_id=exception.pk,
        policy_id=policy.pk,
        space_id=_space_id(policy),
        exception_key=exception.translation_key,
        policy_key=policy.translation_key,
        exception_name=_name(exception),
        policy_name=_name(policy),
        facts=facts,
        asked=now,
        decided=None if grounds else now,
    )
    _reference_used(grant)
    if grounds:
        transaction.on_commit(partial(grant_asked_mails.enqueue, str(grant.pk)), robust=True)
    return grant


@dataclass(frozen=True)
class Review:
    """How a request stands now: the page may have changed since it was made. `refusal`: why nobody approves it."""

    grounds: list[Ground]
    refusal: str
    seen: str


def review_of(grant: Grant) -> Review:
    """Return what is to be known before a request is approved. Asked again under the lock when it is."""
    exception, policy = _pages(grant.exception_id)
    if exception is None or policy is None or not (exception.live and exception.ancestors_live):
        return Review([], _("The exception is not there any more: the request can only be refused."), "")
    amount = None if grant.amount is None else Money(grant.amount, grant.currency)
    wish = Wish(grant.role, grant.customer, amount, facts_read(grant.facts)[0], but=grant.pk)
    grounds = grounds_of(wish, exception, policy)
    refusal = ""
    if refusal_of(exception, policy):
        refusal = _("The exception or its policy is not valid any more: the request can only be refused.")
    return Review(grounds, refusal, seen_as(grounds, exception))


@transaction.atomic
def grant_decide(*, grant_id: UUID, user: Any, approve: bool, note: str, seen: str, token: str) -> Grant:
    """Approve or refuse a request. `seen` is that of the review that was read. Raises GrantRefused and PermissionDenied."""
    grant, is_done = _locked(grant_id, user, token)
    if is_done:
        return grant
    if grant.state != GrantState.WAITING:
        raise GrantRefused(_("Somebody else has decided it meanwhile."))
    if not decidable(user).filter(pk=grant.pk).exists():
        raise PermissionDenied(_("You may not decide about this request."))
    if approve:
        review = review_of(grant)
        if review.refusal:
            raise GrantRefused(review.refusal)
        if review.seen != seen:
            raise GrantRefused(_("Something has changed since you read it. Read it again before you approve it."))
        if ROLES[role_of(user)] < ROLES[needs_of(review.grounds)] and not _decides_as_lead(review, grant, user):
            raise GrantRefused(_("The exception has changed: now it needs somebody higher."))
    elif not note:
        raise GrantRefused(_("Say why it is refused: whoever asked reads it."))
    kind = EntryKind.APPROVED if approve else EntryKind.REFUSED
    _happened(grant, kind, user, note, token, is_news=True)
    transaction.on_commit(partial(grant_decided_mail.enqueue, str(grant.pk)), robust=True)
    return grant


def _decides_as_lead(review: Review, grant: Grant, user: Any) -> bool:
    """In a space that names who approves, these decide what leads do, whatever their role."""
    return needs_of(review.grounds) in ("", "lead") and decidable(user).filter(pk=grant.pk).exists()


@transaction.atomic
def grant_withdraw(*, grant_id: UUID, user: Any, note: str, token: str) -> Grant:
    """Take a request of one's own back. Raises GrantRefused and PermissionDenied."""
    grant, is_done = _locked(grant_id, user, token)
    if is_done:
        return grant
    if grant.requester.user_id != user.pk:
        raise PermissionDenied
    if grant.state != GrantState.WAITING:
        raise GrantRefused(_("It was decided meanwhile."))
    _happened(grant, EntryKind.WITHDRAWN, user, note, token)
    return grant


@transaction.atomic
def grant_correct(*, grant_id: UUID, user: Any, amount: Money | None, note: str, token: str) -> Grant:
    """Write another amount for a grant, or take it back altogether (`amount` None). Raises GrantRefused and PermissionDenied.

    A larger amount, or one in another currency, must be one that this person could grant at once.
    """
    grant, is_done = _locked(grant_id, user, token)
    if is_done:
        return grant
    if not may_mend(user, grant):
        raise PermissionDenied
    if grant.state != GrantState.GRANTED:
        raise GrantRefused(_("Only what is granted is corrected."))
    if not note:
        raise GrantRefused(_("Say why: it stands in the register."))
    if amount is None:
        _happened(grant, EntryKind.REVOKED, user, note, token)
        return grant
    is_less = grant.amount is not None and grant.currency == amount.currency and amount.amount <= grant.amount
    if not is_less and _needs_approval(grant, user, amount):
        raise GrantRefused(_("This amount needs approval: take the grant back and record it anew."))
    grant.amount, grant.currency = amount.amount, amount.currency
    _happened(grant, EntryKind.CORRECTED, user, note, token)
    return grant


def _needs_approval(grant: Grant, user: Any, amount: Money) -> bool:
    exception, policy = _pages(grant.exception_id)
    if exception is None or policy is None or refusal_of(exception, policy):
        return True
    return bool(
        grounds_of(Wish(role_of(user), grant.customer, amount, facts_read(grant.facts)[0], but=grant.pk), exception, policy)
    )


def _locked(grant_id: UUID, user: Any, token: str) -> tuple[Grant, bool]:
    """Return the grant under the lock, and whether this very event is written already."""
    chain_lock()
    grant = Grant.objects.select_related("requester", "customer").get(pk=grant_id)
    return grant, GrantEntry.objects.filter(token=_token(user, token)).exists()


def _happened(grant: Grant, kind: EntryKind, user: Any, note: str, token: str, *, is_news: bool = False) -> None:
    event_happened(grant, kind, person_of(user), role_of(user), note, _token(user, token), is_news=is_news)


def event_happened(
    grant: Grant, kind: EntryKind, person: GrantPerson, role: str, note: str, token: str, *, is_news: bool = False
) -> None:
    """Write an entry about a grant, and let the grant stand as it says. Call it under the lock of the chain."""
    key = grant.customer.key
    entry = entry_add(Event(grant.pk, kind, person, role, key, grant.amount, grant.currency, grant.exception_id, token, note))
    grant.state, grant.is_news = AFTER[kind], is_news
    if kind in (EntryKind.APPROVED, EntryKind.REFUSED, EntryKind.WITHDRAWN):
        grant.decider, grant.decided = person, entry.at
    grant.save()
    _reference_used(grant)


def _reference_used(grant: Grant) -> None:
    type(grant.customer).objects.filter(pk=grant.customer_id).update(last_used=timezone.now())


def _same_or_refused(known: GrantEntry, exception_id: int, asked: Asked) -> None:
    """A page that was gone back to and filled in anew must not look as if it had been recorded."""
    before = (known.exception_page, known.amount, known.currency, known.customer)
    amount, currency = (asked.amount.amount, asked.amount.currency) if asked.amount else (None, "")
    if before != (exception_id, amount, currency, customer_of(asked.reference).key):
        raise GrantRefused(_("This form was sent before, with other words: that was recorded, this was not. Open the form anew."))


def _token(user: Any, token: str) -> str:
    return sha256(f"{user.pk}\n{token}".encode()).hexdigest()


def _pages(exception_id: int, *, lock: bool = False) -> tuple[PolicyExceptionPage | None, PolicyPage | None]:
    found = PolicyExceptionPage.objects.select_for_update(of=("self",)) if lock else PolicyExceptionPage.objects.all()
    exception = found.filter(pk=exception_id).first()
    return exception, exception and PolicyPage.objects.parent_of(exception).first()


def _space_id(policy: PolicyPage) -> int:
    return int(SpacePage.objects.ancestor_of(policy).values_list("pk", flat=True).order_by("-depth")[0])


def _name(page: PolicyExceptionPage | PolicyPage) -> str:
    return f"{page.number} · {page.title}" if page.number else str(page.title)

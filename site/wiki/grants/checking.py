"""What keeps an agent from granting something alone, and what keeps anybody from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from content.digits import in_digits_of
from wiki.approving.seal import seal_of
from wiki.deciding.cases import ROLES, Facts
from wiki.deciding.criteria import plain
from wiki.deciding.evaluate import Judged, Standing, Verdict, evaluate, judged_alone, most_specific
from wiki.deciding.sentences import money
from wiki.deciding.values import Money, Topic
from wiki.helper.cases import case_of, cases_of
from wiki.lookup.candidates import rivals
from wiki.lookup.loading import exceptions_loaded, policy_path
from wiki.lookup.standing import MOST_RIVALS
from wiki.models import Grant, GrantReference, GrantState, PolicyExceptionPage, PolicyPage
from wiki.models.policies import Approver

YEAR = timedelta(days=365)
"""What counts for the limits of one customer lies within it, up to now: not a calendar year, of which each has two ends."""


@dataclass(frozen=True)
class Ground:
    """Why a grant needs approval. `role`: whose. The rest fills the sentence; kept as JSON."""

    code: str
    role: str
    amount: str = ""
    currency: str = ""
    times: int = 0
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What is to be granted to whom, and by whom. `but`: the grant itself, where there is one already."""

    role: str
    customer: GrantReference | None
    amount: Money | None
    facts: Facts
    but: Any = None


def refusal_of(exception: PolicyExceptionPage, policy: PolicyPage) -> str:
    """Return why nobody grants anything by an exception now; "" when it may be used."""
    if exception.outcome == "never":
        return _("This exception says that it is not possible. Nothing is granted by it.")
    if not policy.in_its_dates():
        return _("The policy is not in force. Nothing was recorded.")
    if exception.status != "valid":
        return _("The exception is not valid any more. Nothing was recorded.")
    return ""


def wants_amount(exception: PolicyExceptionPage, policy: PolicyPage) -> bool:
    """Tell whether a grant needs an amount: where there is a limit to compare it with."""
    return any(each is not None for each in (exception.limit_amount, exception.year_amount, policy.year_amount))


def grounds_of(wish: Wish, exception: PolicyExceptionPage, policy: PolicyPage) -> list[Ground]:
    """Return all that makes a grant need approval, nothing where it may be granted at once. Ten queries at most.

    Call it under the lock of the chain where something is written by it.
    """
    found = []
    above = exception.approver if exception.approver != "agent" else "lead"
    if ROLES[wish.role] < ROLES[exception.approver]:
        found.append(Ground("role", exception.approver))
    if exception.approval:
        found.append(Ground("approval", exception.approval))
    if wish.amount is not None and exception.limit_amount is not None:
        limit = Money(exception.limit_amount, exception.limit_currency)
        if wish.amount.currency != limit.currency:
            found.append(Ground("currency", above, plain(limit.amount), limit.currency))
        elif wish.amount.amount > limit.amount:
            found.append(Ground("limit", above, plain(limit.amount), limit.currency))
    found += _criteria(wish, exception, above)
    found += _yearly(wish, exception, Q(exception_key=exception.translation_key), above)
    found += _yearly(wish, policy, Q(policy_key=policy.translation_key), above)
    return found


def needs_of(grounds: Iterable[Ground]) -> str:
    """Return the role that is asked: the highest that any of the grounds asks for."""
    return max((each.role for each in grounds), key=lambda role: ROLES[role], default="")


def _criteria(wish: Wish, exception: PolicyExceptionPage, role: str) -> list[Ground]:
    facts = _facts_of(wish)
    (judged,) = evaluate(facts, cases_of([exception]), timezone.localdate()).judged
    if judged.standing is Standing.APPLIES:
        return _rivals(judged, facts, exception, role)
    if judged.standing not in (Standing.NOT, Standing.OPEN):
        return []
    found = []
    for code, verdict in (("unmet", Verdict.UNMET), ("unknown", Verdict.UNKNOWN)):
        topics = {each.criterion.topic.value for each in judged.findings if each.verdict == verdict}
        if topics:
            found.append(Ground(code, role, topics=tuple(each.value for each in Topic if each.value in topics)))
    return found


def _facts_of(wish: Wish) -> Facts:
    """The case with what is granted, where that is more than what the case is about."""
    known, granted = wish.facts.amount, wish.amount
    if granted is None or (known is not None and known.currency == granted.currency and known.amount >= granted.amount):
        return wish.facts
    return replace(wish.facts, amount=granted)


def _rivals(judged: Judged, facts: Facts, exception: PolicyExceptionPage, role: str) -> list[Ground]:
    """What the decision helper would say: that another exception of the policy decides, or that one contradicts this one."""
    live = PolicyExceptionPage.objects.filter(live=True, ancestors_live=True)
    path = policy_path(exception)
    ids = set(rivals(facts, {path}, live)) - {exception.pk}
    if len(ids) > MOST_RIVALS:
        return [Ground("rivals", role)]
    found = exceptions_loaded(ids, live).values()
    others = [judged_alone(case_of(each), facts, state=each.status) for each in found]
    best = most_specific([judged, *(each for each in others if each.standing is Standing.APPLIES)])
    if judged.case.pk not in {each.case.pk for each in best}:
        return [Ground("outranked", "manager" if any(each.case.outcome == "never" for each in best) else role)]
    return [Ground("contested", role)] if len({each.case.effect for each in best}) > 1 else []


def _yearly(wish: Wish, limited: PolicyExceptionPage | PolicyPage, those: Q, role: str) -> list[Ground]:
    if wish.customer is None or (limited.year_times is None and limited.year_amount is None):
        return []
    before = granted_to(wish.customer, timezone.now()).filter(those).exclude(pk=wish.but)
    rows = list(before.values_list("amount", "currency"))
    kind = "" if isinstance(limited, PolicyExceptionPage) else "policy_"
    found = []
    if limited.year_times is not None and len(rows) + 1 > limited.year_times:
        found.append(Ground(f"{kind}times", role, times=len(rows)))
    if limited.year_amount is not None:
        currency, limit = limited.year_currency, plain(limited.year_amount)
        sums = [*rows, (wish.amount.amount, wish.amount.currency)] if wish.amount else rows
        others = any(each is not None and code != currency for each, code in sums)
        total = sum((each for each, code in sums if each is not None and code == currency), Decimal(0))
        if others:
            found.append(Ground(f"{kind}year_currency", role, limit, currency))
        elif total > limited.year_amount:
            found.append(Ground(f"{kind}sum", role, limit, currency))
    return found


def granted_to(customer: GrantReference, now: datetime) -> Any:
    """Return what a customer was granted within twelve months, and not taken back since."""
    return Grant.objects.filter(customer=customer, state=GrantState.GRANTED, decided__gt=now - YEAR)


def stored(grounds: Iterable[Ground]) -> list[dict[str, Any]]:
    """Return grounds as JSON keeps them."""
    return [{name: value for name, value in asdict(each).items() if value} for each in grounds]


def read_back(rows: Iterable[dict[str, Any]]) -> list[Ground]:
    """Return grounds from what was stored."""
    return [Ground(**{**row, "topics": tuple(row.get("topics", ()))}) for row in rows]


def seen_as(grounds: Iterable[Ground], exception: PolicyExceptionPage) -> str:
    """Return a digest of what an approver reads: it tells when something has changed between reading and approving."""
    return sha256(repr((stored(grounds), seal_of(exception))).encode()).hexdigest()


def sentence_of(ground: Ground) -> str:
    """Say a ground in the active language."""
    limit = money(Money(Decimal(ground.amount), ground.currency)) if ground.amount else ""
    role = str(dict(Approver.choices).get(ground.role, ""))
    topics = _(", ").join(str(Topic(each).label) for each in ground.topics)
    if ground.code in ("times", "policy_times"):
        times = {"times": in_digits_of(ground.times, _language())}
        if ground.code == "times":
            return (
                ngettext(
                    "This customer was granted it %(times)s time in the last 12 months already.",
                    "This customer was granted it %(times)s times in the last 12 months already.",
                    ground.times,
                )
                % times
            )
        return (
            ngettext(
                "This customer was granted something under this policy %(times)s time in the last 12 months already.",
                "This customer was granted something under this policy %(times)s times in the last 12 months already.",
                ground.times,
            )
            % times
        )
    sentences = {
        "role": _("It is granted by this role: %(role)s."),
        "approval": _("The exception asks for approval in each case."),
        "limit": _("The amount is over the limit of %(limit)s."),
        "currency": _("The amount is in another currency than the limit of %(limit)s."),
        "unmet": _("The facts do not meet the criteria: %(topics)s."),
        "unknown": _("Facts that the criteria ask for are not known: %(topics)s."),
        "outranked": _("A more specific exception decides this case."),
        "contested": _("Another exception that is as specific says something else."),
        "rivals": _("Too many exceptions fit this case to compare them all."),
        "sum": _("With it, the customer gets more than %(limit)s by this exception in 12 months."),
        "policy_sum": _("With it, the customer gets more than %(limit)s under this policy in 12 months."),
        "year_currency": _("Amounts in several currencies cannot be compared with the limit of %(limit)s for 12 months."),
        "policy_year_currency": _("Amounts in several currencies cannot be compared with the policy's limit of %(limit)s."),
    }
    return sentences.get(ground.code, ground.code) % {"limit": limit, "topics": topics, "role": role}


def _language() -> str:
    return get_language() or ""

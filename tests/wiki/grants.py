"""Grants for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from wiki.deciding.values import Money
from wiki.grants.services import Asked, grant_decide, grant_record, review_of
from wiki.models import Grant, PolicyExceptionPage


def eur(amount: Any) -> Money:
    return Money(Decimal(str(amount)), "EUR")


def record(exception: PolicyExceptionPage, user: Any, amount: Any = 20, reference: str = "NR-1", **fields: Any) -> Grant:
    """Record a grant as the form does; twice with the same `token` is once."""
    token, seal = fields.pop("token", "") or uuid4().hex, fields.pop("seal", "") or fresh(exception).seal
    money = amount if amount is None or isinstance(amount, Money) else eur(amount)
    asked = Asked(reference=reference, amount=money, reason=fields.pop("reason", "Because"), facts=fields.pop("facts", {}))
    return grant_record(exception_id=exception.pk, user=user, asked=asked, token=token, seal=seal)


def decide(grant: Grant, user: Any, *, approve: bool = True, note: str = "Fine", **fields: Any) -> Grant:
    """Approve or refuse as the page does, having read how it stands."""
    values = {"seen": review_of(grant).seen, "token": uuid4().hex, **fields}
    return grant_decide(grant_id=grant.pk, user=user, approve=approve, note=note, **values)


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)

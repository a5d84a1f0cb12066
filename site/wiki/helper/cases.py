"""Exceptions as the evaluation takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wiki.deciding.cases import Case
from wiki.deciding.criteria import Criterion, CriterionError
from wiki.deciding.values import Money

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage


def cases_of(exceptions: Iterable[PolicyExceptionPage]) -> list[Case]:
    """Return the exceptions of one policy as plain values. No query where criteria and succession were read with the pages."""
    return [case_of(exception) for exception in exceptions]


def case_of(exception: PolicyExceptionPage) -> Case:
    """Return one exception as plain values."""
    amount = exception.limit_amount
    return Case(
        pk=exception.pk,
        outcome=exception.outcome,
        grants=exception.grants,
        limit=None if amount is None else Money(amount, exception.limit_currency),
        limit_note=exception.limit,
        granter=exception.approver,
        approval=exception.approval,
        criteria=_criteria_of(exception),
        is_approved=exception.is_approved,
        valid_from=exception.valid_from,
        valid_to=exception.valid_to,
        supersedes=exception.superseded_pk,
        number=exception.number,
        title=exception.title,
    )


def _criteria_of(exception: PolicyExceptionPage) -> tuple[Criterion, ...]:
    """Criteria that cannot be read, or none, leave the exception to a reader: it is never decided by half of them."""
    try:
        return tuple(row.read for row in exception.criteria.all())
    except CriterionError:
        return ()

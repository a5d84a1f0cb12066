"""The report: what was granted, by policy, role, month and currency. Amounts in different currencies are never added up."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from content.spreadsheets import guarded
from wiki.deciding.criteria import plain
from wiki.deciding.sentences import money
from wiki.deciding.values import Money
from wiki.grants.rights import readable
from wiki.models import Grant, GrantState
from wiki.models.policies import Approver

MOST_ROWS = 200
BYTE_ORDER_MARK = "\ufeff"
_MONTH = re.compile(r"((?:19|20)\d{2})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Row:
    """How often, and how much in each currency."""

    label: Any
    count: int
    amounts: list[str]


@dataclass(frozen=True)
class Filters:
    """What the report is narrowed to; months as they are typed, "" where open."""

    since: str = ""
    until: str = ""
    policy: str = ""
    role: str = ""


def filters_read(asked: Mapping[str, Any]) -> Filters:
    """Return the filters of an address, without what makes no sense."""
    since, until = (text if _MONTH.fullmatch(text := str(asked.get(name, ""))) else "" for name in ("since", "until"))
    policy, role = str(asked.get("policy", "")), str(asked.get("role", ""))
    return Filters(
        since,
        until,
        policy if policy.isascii() and policy.isdecimal() and len(policy) < 18 else "",
        role if role in Approver.values else "",
    )


def granted_for(user: Any, filters: Filters) -> QuerySet[Grant]:
    """Return what was granted, as far as somebody may read of it."""
    grants = readable(user).filter(state=GrantState.GRANTED)
    if filters.since:
        grants = grants.filter(decided__gte=_start(filters.since))
    if filters.until:
        grants = grants.filter(decided__lt=_start(filters.until, months=1))
    if filters.policy:
        grants = grants.filter(policy_id=int(filters.policy))
    return grants.filter(role=filters.role) if filters.role else grants


def rows_by(grants: QuerySet[Grant], by: str) -> list[Row]:
    """Return the rows of a table: by `policy`, `exception`, `role` or `month`; most grants first, or the last month."""
    if by == "month":
        grants = grants.annotate(month=TruncMonth("decided"))
    key = {"policy": "policy_id", "exception": "exception_id"}.get(by, by)
    sums = grants.order_by().values(key, "currency").annotate(count=Count("pk"), total=Sum("amount"))
    counts: dict[Any, int] = {}
    amounts: dict[Any, list[tuple[str, Decimal]]] = {}
    for row in sums:
        counts[row[key]] = counts.get(row[key], 0) + row["count"]
        if row["total"] is not None:
            amounts.setdefault(row[key], []).append((row["currency"], row["total"]))
    order = sorted(counts, key=lambda each: each if by == "month" else counts[each], reverse=True)[:MOST_ROWS]
    labels = _labels(grants, by, order)
    return [
        Row(labels[each], counts[each], [money(Money(total, code)) for code, total in sorted(amounts.get(each, []))])
        for each in order
    ]


def _labels(grants: QuerySet[Grant], by: str, keys: list[Any]) -> dict[Any, Any]:
    if by == "month":
        return {each: timezone.localtime(each).date() for each in keys}
    if by == "role":
        return {each: str(dict(Approver.choices).get(each, each)) for each in keys}
    # What it was called the last time.
    names = grants.filter(**{f"{by}_id__in": keys}).order_by("decided").values_list(f"{by}_id", f"{by}_name")
    return dict(names)


def policies_of(user: Any) -> list[tuple[int, str]]:
    """Return the policies of which there is anything in the report, by name."""
    names = readable(user).filter(state=GrantState.GRANTED).order_by("decided").values_list("policy_id", "policy_name")
    return sorted(dict(names).items(), key=lambda each: each[1].casefold())


def exported(grants: QuerySet[Grant]) -> Iterator[str]:
    """Yield the grants as CSV, one to a line. It holds customer references: for those who may see the report."""
    held = io.StringIO()
    writer = csv.writer(held)
    yield BYTE_ORDER_MARK
    writer.writerow(
        [
            _("Granted on"),
            _("Policy"),
            _("Exception"),
            _("Role"),
            _("Amount"),
            _("Currency"),
            _("Approved"),
            _("Customer reference"),
        ]
    )
    for each in grants.select_related("customer").order_by("decided", "pk").iterator(chunk_size=500):
        day = timezone.localtime(each.decided).date().isoformat() if each.decided else ""
        amount = "" if each.amount is None else plain(each.amount)
        approved = _("yes") if each.decider_id else _("no")
        cells = [day, each.policy_name, each.exception_name, str(each.get_role_display()), amount, each.currency, approved]
        writer.writerow([guarded(cell) for cell in (*cells, each.customer.reference)])
        yield held.getvalue()
        held.seek(0)
        held.truncate()
    yield held.getvalue()


def _start(month: str, *, months: int = 0) -> datetime:
    year, number = (int(part) for part in month.split("-"))
    number += months
    year, number = (year + 1, 1) if number > 12 else (year, number)
    return timezone.make_aware(datetime(year, number, 1))

"""Policies and exceptions for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import add_page
from wiki.models import ExceptionCriterion, PolicyExceptionPage, PolicyPage, SpacePage

APPROVED = {"approved_by": "Head of customer care", "approved_on": date(2026, 1, 1)}


def add_policy(home: Any, slug: str = "returns", **fields: Any) -> PolicyPage:
    """Add a policy in a space of its own."""
    space = add_page(home, SpacePage, "Rules", slug=f"rules-{slug}")
    policy: PolicyPage = add_page(space, PolicyPage, "Returns", slug=slug, **{"rule": "Thirty days.", **APPROVED, **fields})
    return policy


def criteria(*texts: str) -> list[ExceptionCriterion]:
    """Rows from short texts: "days at_most 45", "amount over 100 EUR"."""
    rows = []
    for text in texts:
        topic, operator, value, *currency = text.split(" ")
        rows.append(ExceptionCriterion(topic=topic, operator=operator, value=value, currency="".join(currency)))
    return rows


def add_exception(policy: PolicyPage, title: str, *texts: str, **fields: Any) -> PolicyExceptionPage:
    """Add an approved exception with criteria; fields may say otherwise."""
    values = {"condition": "Late", "grants": "Store credit", "outcome": "allowed", "approver": "agent", **APPROVED, **fields}
    found: PolicyExceptionPage = add_page(policy, PolicyExceptionPage, title, criteria=criteria(*texts), **values)
    return found

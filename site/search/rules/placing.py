"""Pages that editors put first or leave out, for queries of the same words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from search.queries import clean_text
from search.rules.compiled import PageRow, Rules
from search.rules.terms import Bag, bags_of


def promoted_pages(text: str, rules: Rules, now: datetime) -> tuple[int, ...]:
    """Return the ids of the pages that come first for this query at this time; the rule that was made first leads.

    A page that is hidden for the query does not come first: hiding is the safer of two rules that contradict each other.
    """
    hidden = hidden_pages(text, rules)
    return tuple(dict.fromkeys(row.page_id for row in promoting(text, rules, now) if row.page_id not in hidden))


def hidden_pages(text: str, rules: Rules) -> frozenset[int]:
    """Return the ids of the pages that are left out for this query, those hidden for every query among them."""
    return frozenset(row.page_id for row in hiding(text, rules))


def promoting(text: str, rules: Rules, now: datetime) -> tuple[PageRow, ...]:
    """Return the rules that promote a page for this query at this time."""
    return tuple(row for row in _fitting(text, rules, rules.promoted) if row.holds_at(now))


def hiding(text: str, rules: Rules) -> tuple[PageRow, ...]:
    """Return the rules that hide a page for this query."""
    return (*rules.always_hidden, *_fitting(text, rules, rules.hidden))


def _fitting(text: str, rules: Rules, by_query: Mapping[Bag, tuple[PageRow, ...]]) -> tuple[PageRow, ...]:
    if not by_query:
        return ()
    bags = bags_of(clean_text(text), rules.language, rules.stop_words)
    rows = {row: None for bag in bags for row in by_query.get(bag, ())}
    return tuple(sorted(rows, key=lambda row: (row.pk is None, row.pk or 0)))

"""The facets of a request: what results are narrowed to, and how many hits each value has. Pure functions."""

from __future__ import annotations

from typing import Any

from search.queries import AGES, SearchQuery

Part = dict[str, Any]
MOST_VALUES = 50
FACETS = ("kind", "base", "category", "tag", "product")


def chosen(query: SearchQuery) -> dict[str, Part]:
    """Return the filter of each facet that is narrowed, by its name."""
    found: dict[str, Part] = {name: {"terms": {f"facets.{name}": list(values)}} for name, values in query.filters if values}
    if query.updated:
        found["updated"] = {"range": {"updated": {"gte": f"now-{AGES[query.updated].days}d"}}}
    return found


def counts(query: SearchQuery) -> Part:
    """Return the aggregations: each facet counted within the choices of all the others."""
    names = dict.fromkeys([*FACETS, *(name for name, _values in query.filters)])
    counted: Part = {name: {"terms": {"field": f"facets.{name}", "size": MOST_VALUES}} for name in names}
    ranges = [{"key": name, "from": f"now-{age.days}d"} for name, age in AGES.items()]
    counted["updated"] = {"date_range": {"field": "updated", "ranges": ranges}}
    within = chosen(query)
    return {name: _within([part for other, part in within.items() if other != name], counted[name]) for name in counted}


def _within(filters: list[Part], counted: Part) -> Part:
    return {"filter": {"bool": {"filter": filters}}, "aggs": {"values": counted}}

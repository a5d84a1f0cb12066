"""Exceptions and policies as hits need them, each set in a fixed number of queries; nothing that the reader may not see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from content.audiences import Reader
from wiki.approving.seal import policies_know
from wiki.deciding.values import Topic
from wiki.models import ExceptionCriterion, PolicyExceptionPage, PolicyPage

_PAGE = ("title", "path", "url_path", "locale_id", "translation_key", "content_type_id")
_EXCEPTION = (
    "number condition outcome grants limit_amount limit_currency limit approver approval evidence wording avoid supersedes_id"
    " approved_by approved_user_id approved_on approved_state valid_from valid_to"
    " year_times year_amount year_currency"
)
SHOWN = (*_PAGE, *_EXCEPTION.split())
SHOWN_OF_POLICIES = (*_PAGE, "number", "rule", "valid_from", "valid_to")
"""Columns of hits: a page has sixty."""


def policy_path(exception: PolicyExceptionPage) -> str:
    """Return the tree path of the policy of an exception."""
    return exception.path[: -PolicyPage.steplen]


def exceptions_loaded(ids: Collection[int], visible: QuerySet[Any]) -> dict[int, PolicyExceptionPage]:
    """Return those of the exceptions that may be seen, by id, with criteria, wordings and successors. Six queries."""
    seen = list(visible.filter(pk__in=ids).values_list("pk", flat=True)) if ids else []
    if not seen:
        return {}
    rows = PolicyExceptionPage.objects.filter(pk__in=seen).only(*SHOWN)
    found = {each.pk: each for each in rows.prefetch_related("criteria", "wordings")}
    _successors_known(found.values())
    return found


def _successors_known(exceptions: Iterable[PolicyExceptionPage]) -> None:
    """Tell exceptions of any policies what supersedes them, as `successor_now` would ask one by one."""
    exceptions = list(exceptions)
    keys = {each.translation_key for each in exceptions}
    later = PolicyExceptionPage.objects.filter(supersedes__translation_key__in=keys, live=True).defer("body")
    newer = list(later.select_related("supersedes").prefetch_related("criteria")) if keys else []
    policies_know([*exceptions, *newer])
    for each in exceptions:
        each._successors = [
            one
            for one in newer
            if one.supersedes is not None
            and (one.supersedes.translation_key, one.locale_id) == (each.translation_key, each.locale_id)
            and one.pk != each.pk
        ]


def policies_loaded(ids: Collection[int], paths: Collection[str], reader: Reader) -> dict[str, PolicyPage]:
    """Return policies by path: those with these ids, and those at these paths. One query."""
    if not ids and not paths:
        return {}
    rows = PolicyPage.objects.listable_to(reader).filter(Q(pk__in=ids) | Q(path__in=paths)).only(*SHOWN_OF_POLICIES)
    return {each.path: each for each in rows}


def currencies_of(policies: Sequence[PolicyPage]) -> dict[str, frozenset[str]]:
    """Return the currencies of which the criteria of each policy speak, by its path. One query."""
    if not policies:
        return {}
    below = reduce(or_, (Q(exception__path__startswith=each.path) for each in policies))
    rows = ExceptionCriterion.objects.filter(below, topic=Topic.AMOUNT, exception__live=True)
    found: dict[str, set[str]] = {each.path: set() for each in policies}
    for path, currency in rows.order_by().values_list("exception__path", "currency").distinct():
        found[path[: -PolicyPage.steplen]].add(currency)
    return {path: frozenset(each) for path, each in found.items()}

"""What an approval is given for, as a hash."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import Page

from content.streams import raw_text
from wiki.deciding.criteria import plain

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage, PolicyPage

TEXTS = ("condition", "outcome", "grants", "limit_currency", "limit", "approver", "approval", "valid_from", "valid_to")
ENDED = "ended"
"""In the place of a seal: what was approved was changed, and changing it back does not bring the approval back."""


def seal_of(exception: PolicyExceptionPage) -> str:
    """Return what an approval is given for, as a hash: all that decides, not wording, evidence and examples.

    A query for the criteria and one for the policy and what is superseded, unless they were read with the page
    (`policies_know`).
    """
    amount = exception.limit_amount
    rows = [(each.topic, each.operator, each.value, each.currency) for each in exception.criteria.all()]
    said: list[object] = [*(str(getattr(exception, name) or "") for name in TEXTS), "" if amount is None else plain(amount)]
    said.append(sorted(rows))
    said += _yearly(exception)
    said.append({"title": exception.title, "number": exception.number, "stands": _stands(exception)})
    return _hash(said)


def policy_seal(policy: PolicyPage) -> str:
    """The same for a policy: the rule, its dates and limits, and the words of the details. No query."""
    texts = [str(getattr(policy, name) or "") for name in ("rule", "valid_from", "valid_to")]
    return _hash([*texts, raw_text(list(policy.body.raw_data)), *_yearly(policy)])


def _yearly(page: Any) -> list[object]:
    if page.year_times is None and page.year_amount is None:  # as before there were any
        return []
    return [[page.year_times, "" if page.year_amount is None else plain(page.year_amount), page.year_currency]]


def _hash(said: list[object]) -> str:
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def policies_know(exceptions: Iterable[PolicyExceptionPage]) -> None:
    """Tell exceptions below which policy they stand, and what they supersede, as their seals have it.

    One query for all that do not know it yet.
    """
    rows = [each for each in exceptions if each._stands is None or each._stands[:2] != (each.path, each.supersedes_id)]
    if not rows:
        return
    parents = {each.path[: -each.steplen] for each in rows if each.path}
    older = {each.supersedes_id for each in rows if each.supersedes_id}
    keys: dict[object, str] = {}
    found = Page.objects.filter(Q(path__in=parents) | Q(pk__in=older)).order_by()
    for pk, path, key in found.values_list("pk", "path", "translation_key"):
        keys[pk] = keys[path] = str(key)
    for each in rows:
        stands = [keys.get(each.path[: -each.steplen], "") if each.path else "", keys.get(each.supersedes_id, "")]
        each._stands = (each.path, each.supersedes_id, stands)


def _stands(exception: PolicyExceptionPage) -> list[str]:
    """Return the translation keys of the policy and of what is superseded; asked again when either is another one."""
    known = exception._stands
    if known is None or known[:2] != (exception.path, exception.supersedes_id):
        policies_know([exception])
        known = exception._stands
    return known[2] if known else []

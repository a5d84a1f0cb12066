"""How exceptions stand to what was understood, and which of several that fit comes first. The evaluation itself is pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from wiki.deciding.cases import Facts, is_over
from wiki.deciding.evaluate import Judged, Standing, judged_alone, most_specific
from wiki.deciding.values import Topic
from wiki.helper.asking import Reason, reasons_of
from wiki.helper.cases import case_of
from wiki.lookup.candidates import rivals
from wiki.lookup.loading import currencies_of, exceptions_loaded, policy_path
from wiki.models import PolicyExceptionPage, PolicyPage

MOST_RIVALS = 60
"""Further exceptions of the policies of hits that are loaded for comparison; with more, hits send to the decision helper."""

ORDER = {
    each: place for place, each in enumerate((Standing.APPLIES, Standing.OPEN, Standing.BY_HAND, Standing.NOT, Standing.OUT))
}


@dataclass(frozen=True)
class Stands:
    """How one exception stands, and why.

    `outranked_by`: a more specific exception that fits as well and decides in its place. `is_contested`: others that are as
    specific grant something else. `is_undecided`: more others fit than are compared here; the decision helper compares all.
    """

    standing: Standing
    reasons: tuple[Reason, ...]
    is_over_limit: bool = False
    outranked_by: PolicyExceptionPage | None = None
    is_contested: bool = False
    is_undecided: bool = False

    @property
    def order(self) -> tuple[int, bool, int]:
        """Where it stands among others: what decides comes first, with more criteria met before it with fewer."""
        met = sum(each.verdict == "met" for each in self.reasons)
        missed = sum(each.verdict == "unmet" for each in self.reasons)
        return ORDER[self.standing], self.outranked_by is not None, missed * 100 - met


def standings(
    exceptions: Mapping[int, PolicyExceptionPage], policies: Mapping[str, PolicyPage], facts: Facts, visible: QuerySet[Any]
) -> dict[int, Stands]:
    """Judge exceptions by themselves, and those that fit among all of their policy that fit. At most six queries."""
    currencies = currencies_of(list(policies.values())) if facts.knows(Topic.AMOUNT) else {}
    judged = {pk: _judged(each, facts, currencies) for pk, each in exceptions.items()}
    found = {
        pk: Stands(each.standing, reasons_of(each, facts), is_over_limit=_is_over(each, facts)) for pk, each in judged.items()
    }
    fitting = [exceptions[pk] for pk, each in judged.items() if each.standing == Standing.APPLIES]
    if not fitting:
        return found
    paths = {policy_path(each) for each in fitting}
    ids = set(rivals(facts, paths, visible)) - set(exceptions)
    is_undecided = len(ids) > MOST_RIVALS
    others = exceptions_loaded(sorted(ids)[:MOST_RIVALS], visible)
    everyone = {**others, **exceptions}
    by_policy: defaultdict[str, list[Judged]] = defaultdict(list)
    for pk, page in everyone.items():
        one = judged.get(pk) or _judged(page, facts, currencies)
        if one.standing == Standing.APPLIES:
            by_policy[policy_path(page)].append(one)
    for together in by_policy.values():
        best = most_specific(together)
        is_contested = len({each.case.effect for each in best}) > 1
        firsts = {each.case.pk for each in best}
        for each in together:
            if each.case.pk not in found:
                continue
            if each.case.pk in firsts:
                found[each.case.pk] = replace(found[each.case.pk], is_contested=is_contested, is_undecided=is_undecided)
            else:
                found[each.case.pk] = replace(found[each.case.pk], outranked_by=everyone[best[0].case.pk])
    return found


def _judged(exception: PolicyExceptionPage, facts: Facts, currencies: Mapping[str, frozenset[str]]) -> Judged:
    known = currencies.get(policy_path(exception), frozenset())
    return judged_alone(case_of(exception), facts, state=exception.status, currencies=known)


def _is_over(judged: Judged, facts: Facts) -> bool:
    return is_over(judged.case.limit, facts.amount)

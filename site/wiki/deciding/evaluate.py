"""The decision: which exception of a policy applies, and why each of the others does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from wiki.deciding.cases import Case, Facts, is_over
from wiki.deciding.criteria import Criterion, lies_within
from wiki.deciding.regions import Choice, Span
from wiki.deciding.values import NUMBERS, Money, Topic

MOST_NEAREST = 3
MOST_CONTESTED = 10


class Kind(StrEnum):
    """What comes out."""

    GRANTED = "granted"
    APPROVAL = "approval"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    CONTESTED = "contested"
    NOT_COVERED = "not_covered"


class Verdict(StrEnum):
    """What facts say about a criterion."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How an exception stands to a case. `BY_HAND`: it has no criteria, a person reads its condition; `OUT`: not in force."""

    APPLIES = "applies"
    OPEN = "open"
    NOT = "not"
    BY_HAND = "by_hand"
    OUT = "out"


class Finding(NamedTuple):
    """A criterion and what became of it; `gap` says by how much it was missed."""

    criterion: Criterion
    verdict: Verdict
    gap: float = 0.0


@dataclass(frozen=True)
class Known:
    """The facts as criteria compare them, by the names of topics, and the currencies of which the policy speaks."""

    values: Mapping[str, Money | Decimal | str | None]
    currencies: frozenset[str]


class Judged(NamedTuple):
    """An exception and how it stands. `state`: why it is out (`unapproved`, `upcoming`, `expired`, `superseded`)."""

    case: Case
    standing: Standing
    state: str
    known: Known

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What became of each criterion. Made when asked for: of five hundred exceptions few are shown."""
        if self.standing == Standing.OUT:
            return ()
        return tuple(_find(each, self.known) for each in self.case.criteria)

    @property
    def missing(self) -> list[Topic]:
        """Return what must be known before this one can be judged."""
        return [each.criterion.topic for each in self.findings if each.verdict == Verdict.UNKNOWN]


@dataclass(frozen=True)
class Decision:
    """What comes out, and from what.

    `chosen`: the exception that decides, for `granted`, `approval` and `refused`, and with `unclear` the one that would.
    `contested`: those that contradict each other. `missing`: facts that would make it clear. `could_change`: exceptions that
    might apply once these are known. `nearest`: for `not_covered`, those that were missed by the least. `agreeing`: others
    that apply and say the same. `judged`: all, in the order given.
    """

    kind: Kind
    judged: tuple[Judged, ...]
    chosen: Judged | None = None
    agreeing: tuple[Judged, ...] = ()
    contested: tuple[Judged, ...] = ()
    missing: tuple[Topic, ...] = ()
    could_change: tuple[Judged, ...] = ()
    nearest: tuple[Judged, ...] = ()
    by_hand: tuple[Judged, ...] = ()
    is_over_limit: bool = False
    limit_in_other_currency: bool = False


def evaluate(facts: Facts, cases: Iterable[Case], today: date) -> Decision:
    """Decide what exceptions say of a case on a day. The same input gives the same decision, in whatever order cases come.

    Among those that apply the most specific wins: one whose criteria admit only what another's admit, and less. Where several
    are left that grant different things, nothing is chosen. An amount in a currency of which the policy speaks elsewhere does
    not meet criteria in others; one in an unknown currency leaves them open.
    """
    cases = sorted(cases, key=lambda case: case.order)
    states = {case.pk: case.state_on(today) for case in cases}
    in_force = [case for case in cases if states[case.pk] == "valid"]
    for case in in_force:
        if case.supersedes in states and states[case.supersedes] == "valid" and case.supersedes != case.pk:
            states[case.supersedes] = "superseded"
    currencies = frozenset(each.currency for case in cases if states[case.pk] == "valid" for each in case.criteria)
    known = Known(_values(facts), currencies)
    judged = tuple([Judged(case, _standing(case, known, states[case.pk]), states[case.pk], known) for case in cases])
    return _decide(facts, judged)


def judged_alone(case: Case, facts: Facts, *, state: str, currencies: Iterable[str] = ()) -> Judged:
    """Return how one exception stands to a case, whatever the others of its policy say.

    `state`: "valid", or why it is out. `currencies`: those of which its policy speaks.
    """
    known = Known(_values(facts), frozenset([*currencies, *(each.currency for each in case.criteria)]))
    return Judged(case, _standing(case, known, state), state, known)


def _values(facts: Facts) -> dict[str, Money | Decimal | str | None]:
    codes = {topic.value: facts.code(topic) or None for topic in Topic if topic not in NUMBERS}
    return {"days": None if facts.days is None else Decimal(facts.days), "amount": facts.amount, **codes}


def _standing(case: Case, known: Known, state: str) -> Standing:
    if state != "valid":
        return Standing.OUT
    if not case.criteria:
        return Standing.BY_HAND
    if case.regions is None:
        return Standing.NOT
    standing = Standing.APPLIES
    for each in case.criteria:
        verdict = _verdict(each, known)
        if verdict is Verdict.UNMET:
            return Standing.NOT
        if verdict is Verdict.UNKNOWN:
            standing = Standing.OPEN
    return standing


def _verdict(criterion: Criterion, known: Known) -> Verdict:
    region, value = criterion.region, known.values[criterion.about]
    if value is None:
        return Verdict.UNKNOWN
    if isinstance(region, Choice):
        return Verdict.MET if region.holds(str(value)) else Verdict.UNMET
    if isinstance(value, Money):
        if value.currency != region.currency:
            return Verdict.UNMET if value.currency in known.currencies else Verdict.UNKNOWN
        value = value.amount
    return Verdict.MET if isinstance(value, Decimal) and region.holds(value) else Verdict.UNMET


def _find(criterion: Criterion, known: Known) -> Finding:
    verdict, value = _verdict(criterion, known), known.values[criterion.about]
    if verdict != Verdict.UNMET or isinstance(criterion.region, Choice):
        return Finding(criterion, verdict, float(verdict == Verdict.UNMET))
    if isinstance(value, Money):
        return Finding(criterion, verdict, criterion.region.gap(value.amount) if value.currency == criterion.currency else 1.0)
    return Finding(criterion, verdict, criterion.region.gap(value) if isinstance(value, Decimal) else 0.0)


def _decide(facts: Facts, judged: tuple[Judged, ...]) -> Decision:
    by: dict[Standing, list[Judged]] = {standing: [] for standing in Standing}
    for each in judged:
        by[each.standing].append(each)
    by_hand = tuple(by[Standing.BY_HAND])
    if not by[Standing.APPLIES]:
        nearest = tuple(sorted(by[Standing.NOT], key=_distance)[:MOST_NEAREST])
        kind = Kind.UNCLEAR if by[Standing.OPEN] else Kind.NOT_COVERED
        could = tuple(by[Standing.OPEN])
        return Decision(kind, judged, missing=_missing(could), could_change=could, nearest=nearest, by_hand=by_hand)
    best = most_specific(by[Standing.APPLIES])
    if len({each.case.effect for each in best}) > 1:
        could = tuple(by[Standing.OPEN])
        return Decision(
            Kind.CONTESTED, judged, contested=tuple(best), missing=_missing(could), could_change=could, by_hand=by_hand
        )
    chosen = best[0]
    could = tuple(each for each in by[Standing.OPEN] if not _is_narrower(chosen.case, each.case) and _differs(each, chosen))
    harmful = tuple(each for each in could if not each.case.is_no_worse_than(chosen.case))
    limit, amount = chosen.case.limit, facts.amount
    return Decision(
        Kind.UNCLEAR if harmful else _kind_of(chosen.case),
        judged,
        chosen=chosen,
        agreeing=tuple(best[1:]),
        missing=_missing(harmful),
        could_change=harmful or could,
        by_hand=by_hand,
        is_over_limit=is_over(limit, amount),
        limit_in_other_currency=limit is not None and amount is not None and limit.currency != amount.currency,
    )


def most_specific(applying: Sequence[Judged]) -> list[Judged]:
    """Return those than which none of the others is narrower; not more than ten that contradict each other.

    Broader ones come after the narrower ones they hold, so that none that was kept must be dropped again.
    """
    kept: list[Judged] = []
    for each in sorted(applying, key=lambda one: (-_breadth_order(one.case)[0], _breadth_order(one.case)[1:], one.case.order)):
        if len(kept) >= MOST_CONTESTED and len({one.case.effect for one in kept}) > 1:
            break
        if not any(_is_narrower(other.case, each.case) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.case.order)


def _breadth_order(case: Case) -> tuple[int, int, Decimal, int]:
    """Return the number of topics, and how much the regions admit: what lies strictly within another comes before it."""
    regions = case.regions or {}
    unbounded, width, codes = 0, Decimal(0), 0
    for region in regions.values():
        if isinstance(region, Span):
            unbounded += (region.low is None) + (region.high is None)
            width += (region.high or Decimal(0)) - (region.low or Decimal(0))
            width -= Decimal("0.0001") * (region.low_open + region.high_open)
        else:
            unbounded += region.is_excluding
            codes += -len(region.codes) if region.is_excluding else len(region.codes)
    return (len(regions), unbounded, width, codes)


def _is_narrower(one: Case, other: Case) -> bool:
    first, second = one.regions, other.regions
    if first is None or second is None or first == second:
        return False
    return lies_within(first, second) and not lies_within(second, first)


def _differs(one: Judged, other: Judged) -> bool:
    return one.case.effect != other.case.effect


def _kind_of(case: Case) -> Kind:
    if case.outcome == "never":
        return Kind.REFUSED
    return Kind.APPROVAL if case.approver else Kind.GRANTED


def _missing(judged: Iterable[Judged]) -> tuple[Topic, ...]:
    wanted = {topic for each in judged for topic in each.missing}
    return tuple(topic for topic in Topic if topic in wanted)


def _distance(judged: Judged) -> tuple[int, int, float, tuple[str, int]]:
    findings = judged.findings
    unmet = [each.gap for each in findings if each.verdict is Verdict.UNMET]
    unknown = sum(each.verdict is Verdict.UNKNOWN for each in findings)
    return (len(unmet), unknown, sum(unmet), judged.case.order)

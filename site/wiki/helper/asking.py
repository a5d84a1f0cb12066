"""What the helper shows below a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from content.locales import code_of
from wiki.deciding.cases import Facts
from wiki.deciding.evaluate import Decision, Judged, Kind, Standing, evaluate
from wiki.deciding.sentences import given, money, requirement
from wiki.grants.selectors import recording_address
from wiki.helper.cases import cases_of
from wiki.helper.questions import Option, Question, questions_for
from wiki.helper.reading import FIELDS, facts_read
from wiki.helper.ties import tie_note
from wiki.helper.wordings import Wording, wording_for

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage, PolicyPage

MOST_REASONS = 25
"""Exceptions whose reasons are shown: those that apply or may apply come first."""

_ORDER = {
    each: place for place, each in enumerate((Standing.APPLIES, Standing.OPEN, Standing.BY_HAND, Standing.NOT, Standing.OUT))
}


@dataclass(frozen=True)
class Reason:
    """What became of one criterion, in words."""

    topic: str
    requirement: str
    given: str
    verdict: str


@dataclass(frozen=True)
class Reasoned:
    """An exception beside what became of it."""

    exception: PolicyExceptionPage
    standing: str
    state: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Helper:
    """All that the template shows. `decision` is None before anything was answered, and while the policy is not in force."""

    questions: list[Question]
    languages: tuple[Option, ...]
    problems: list[str]
    decision: Decision | None
    chosen: Reasoned | None
    contested: list[Reasoned]
    nearest: list[Reasoned]
    could_change: list[Reasoned]
    by_hand: list[Reasoned]
    reasoning: list[Reasoned]
    missing: list[str]
    limit: str
    approver: str
    wording: Wording | None
    recording_url: str
    in_force: bool


def helper_for(
    *, policy: PolicyPage, exceptions: Sequence[PolicyExceptionPage], asked: Mapping[str, Any], user: Any
) -> Helper | None:
    """Decide about what was asked; None for a policy none of whose exceptions in use has criteria. Notes contradictions.

    `exceptions`: those that this reader may see, valid or not.
    """
    cases = cases_of(exceptions)
    in_use = [case for case in cases if case.state_on(timezone.localdate()) == "valid"]
    if not any(case.criteria for case in in_use):
        return None
    facts, problems = facts_read(asked)
    pages = {each.pk: each for each in exceptions}
    is_asked = any(str(asked.get(name, "")).strip() for name in FIELDS if name != "currency")
    in_force = policy.in_its_dates()
    decision = evaluate(facts, cases, timezone.localdate()) if is_asked and in_force and not problems else None
    if decision is not None and decision.kind == Kind.CONTESTED and not decision.missing:
        tie_note(policy=policy, decision=decision, asked=asked)
    missing = decision.missing if decision else ()
    language = _language(asked, policy)
    shown = _Shown(pages, facts)
    chosen = decision.chosen if decision else None
    is_settled = decision is not None and decision.kind in (Kind.GRANTED, Kind.APPROVAL, Kind.REFUSED)
    return Helper(
        questions=questions_for(in_use, asked, missing=missing, problems=problems),
        languages=tuple(Option(code, str(name), code == language) for code, name in settings.LANGUAGES),
        problems=list(problems.values()),
        decision=decision,
        chosen=shown.one(chosen) if chosen else None,
        contested=shown.many(decision.contested) if decision else [],
        nearest=shown.many(decision.nearest) if decision else [],
        could_change=shown.many(decision.could_change) if decision else [],
        by_hand=shown.many(decision.by_hand) if decision else [],
        reasoning=shown.many(sorted(decision.judged, key=lambda each: _ORDER[each.standing])) if decision else [],
        missing=[str(each.label) for each in missing],
        limit=money(chosen.case.limit) if chosen and chosen.case.limit else "",
        approver=_role(chosen.case.approver) if chosen else "",
        wording=wording_for(exception=pages[chosen.case.pk], language=language, user=user) if chosen and is_settled else None,
        recording_url=_recording(pages[chosen.case.pk], decision.kind, asked) if chosen and decision else "",
        in_force=in_force,
    )


def reasons_of(judged: Judged, facts: Facts) -> tuple[Reason, ...]:
    """Return in words what became of each criterion of an exception."""
    return tuple(
        Reason(str(each.criterion.topic.label), requirement(each.criterion), given(facts, each.criterion.topic), each.verdict)
        for each in judged.findings
    )


class _Shown:
    def __init__(self, pages: Mapping[int, PolicyExceptionPage], facts: Facts) -> None:
        self.pages = pages
        self.facts = facts

    def one(self, judged: Judged) -> Reasoned:
        return Reasoned(self.pages[judged.case.pk], judged.standing, judged.state, reasons_of(judged, self.facts))

    def many(self, judged: Sequence[Judged]) -> list[Reasoned]:
        return [self.one(each) for each in judged[:MOST_REASONS]]


def _recording(exception: PolicyExceptionPage, kind: Kind, asked: Mapping[str, Any]) -> str:
    """Where it is recorded that this was granted, with the facts; "" where nothing is."""
    if kind not in (Kind.GRANTED, Kind.APPROVAL):
        return ""
    return recording_address(exception, {name: text for name in FIELDS if (text := str(asked.get(name, "")).strip()[:60])})


def _language(asked: Mapping[str, Any], policy: PolicyPage) -> str:
    wanted = str(asked.get("language", ""))
    return wanted if wanted in dict(settings.LANGUAGES) else code_of(policy.locale_id)


def _role(name: str) -> str:
    from wiki.models.policies import Approver

    return str(dict(Approver.choices).get(name, ""))

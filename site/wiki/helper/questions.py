"""Which questions the helper asks: those that make a difference below this policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wiki.deciding.cases import Case
from wiki.deciding.values import CURRENCIES, OTHER, Topic


@dataclass(frozen=True)
class Option:
    """An answer to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One question of the form. `options` is empty where a number is typed.

    An amount has `currencies` besides: those of the policy, and all others.
    """

    name: str
    label: str
    value: str
    is_missing: bool
    problem: str = ""
    options: tuple[Option, ...] = ()
    currencies: tuple[Option, ...] = ()
    other_currencies: tuple[Option, ...] = ()


def questions_for(
    cases: Iterable[Case], asked: Mapping[str, Any], *, missing: Iterable[Topic], problems: Mapping[str, str]
) -> list[Question]:
    """Return the questions that criteria and limits of exceptions raise, in a fixed order, with what was answered."""
    cases = list(cases)
    codes: dict[Topic, dict[str, str]] = {}
    for criterion in (each for case in cases for each in case.criteria):
        known = codes.setdefault(criterion.topic, {})
        known.update({value.casefold(): value for value in criterion.values})
    currencies = {each.currency for case in cases for each in case.criteria if each.currency}
    currencies |= {case.limit.currency for case in cases if case.limit is not None}
    if currencies:
        codes.setdefault(Topic.AMOUNT, {})
    found = []
    for topic in (topic for topic in Topic if topic in codes):
        value = str(asked.get(topic.value, "")).strip()
        problem = problems.get(topic.value, "") or (problems.get("currency", "") if topic == Topic.AMOUNT else "")
        is_number = topic in (Topic.DAYS, Topic.AMOUNT)
        options = () if is_number else _options(codes[topic].values(), value, with_other=True)
        chosen = str(asked.get("currency", "")).strip().upper()
        money, others = _currencies(currencies, chosen) if topic == Topic.AMOUNT else ((), ())
        found.append(Question(topic.value, str(topic.label), value, topic in missing, problem, options, money, others))
    return found


def _currencies(own: set[str], chosen: str) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """Return the currencies of which a policy speaks, and all others. What is no code stays as it was typed."""
    rest = CURRENCIES - own
    is_other = chosen in rest
    first = _options(own, "" if is_other else chosen, with_other=False)
    return first, _options(rest, chosen if is_other else "", with_other=False)


def _options(values: Iterable[str], chosen: str, *, with_other: bool) -> tuple[Option, ...]:
    named = sorted(values, key=str.casefold)
    if chosen and chosen != OTHER and chosen.casefold() not in {each.casefold() for each in named}:
        named.append(chosen)
    options = [Option(each, each, each.casefold() == chosen.casefold()) for each in named]
    if with_other:
        options.append(Option(OTHER, _("another one"), chosen == OTHER))
    return tuple(options)

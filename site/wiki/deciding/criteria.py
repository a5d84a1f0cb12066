"""One criterion: read from what was typed, with a clear sentence for what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wiki.deciding.regions import Choice, Region, Span, cut, within
from wiki.deciding.values import (
    COUNTRIES,
    CURRENCIES,
    MOST_AMOUNT,
    MOST_DAYS,
    NUMBERS,
    Operator,
    Topic,
    code_of,
    number_help,
    number_of,
)

_RANGE = re.compile(r"\s*[-–—…]\s*|\s+(?:to|and)\s+|\s*\.\.\s*")
_COMMAS = re.compile(r"[,،;؛\n]")


@dataclass(frozen=True)
class Criterion:
    """What a criterion says (`topic`, `operator`, `values`, `currency`), and the region that it admits."""

    topic: Topic
    operator: Operator
    values: tuple[str, ...]
    currency: str
    region: Region
    about: str
    """The topic's name as a plain text: enums are slow keys."""


class CriterionError(ValueError):
    """A criterion that makes no sense: the field that is wrong, and a sentence that says how."""

    def __init__(self, field: str, sentence: str | Promise) -> None:
        super().__init__(field, sentence)
        self.field = field
        self.sentence = sentence


def criterion_read(*, topic: str, operator: str, value: str, currency: str = "") -> Criterion:
    """Return a criterion from the texts of its fields. Raises CriterionError."""
    if topic not in Topic.values:
        raise CriterionError("topic", _("Choose what the criterion is about."))
    about = Topic(topic)
    wants_number = about in NUMBERS
    if operator not in Operator.values or (operator in (Operator.ANY_OF, Operator.NONE_OF)) == wants_number:
        raise CriterionError(
            "operator",
            _("Numbers are compared by “at most”, “at least”, “less than”, “more than” or “between”.")
            if wants_number
            else _("Choose “one of” or “none of” here."),
        )
    how = Operator(operator)
    money = _currency(about, currency)
    if wants_number:
        numbers = _numbers(about, how, value)
        return Criterion(about, how, tuple(plain(each) for each in numbers), money, _span(about, how, numbers, money), topic)
    codes = _codes(about, value)
    region = Choice(frozenset(map(code_of, codes)), is_excluding=how == Operator.NONE_OF)
    return Criterion(about, how, codes, "", region, topic)


def comparable(*, topic: str, operator: str, value: str, currency: str = "") -> tuple[Decimal | None, Decimal | None, str]:
    """Return the lowest and highest number that a criterion admits, bounds included, or its codes between bars: "|id|my|".

    For databases, which look for |id|. Nothing of a criterion that makes no sense.
    """
    try:
        region = criterion_read(topic=topic, operator=operator, value=value, currency=currency).region
    except CriterionError:
        return None, None, ""
    if isinstance(region, Span):
        return region.low, region.high, ""
    return None, None, coded(*sorted(region.codes))


def coded(*codes: str) -> str:
    """Return codes as `comparable` writes them."""
    return f"|{'|'.join(code_of(each).replace('|', '/') for each in codes)}|"


def plain(number: Decimal) -> str:
    """Write a number without the zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def regions_of(criteria: Iterable[Criterion]) -> dict[Topic, Region] | None:
    """Return what criteria admit together, by topic; None when nobody can meet all of them."""
    regions: dict[Topic, Region] = {}
    for each in criteria:
        region = cut(regions[each.topic], each.region) if each.topic in regions else each.region
        if region is None or (isinstance(region, Span) and region.is_empty()):
            return None
        regions[each.topic] = region
    return regions


def nobody_meets(criteria: Iterable[Criterion]) -> Topic | None:
    """Return the topic on which criteria contradict each other; None when somebody can meet them."""
    together: dict[Topic, list[Criterion]] = {}
    for each in criteria:
        together.setdefault(each.topic, []).append(each)
    return next((topic for topic, of_topic in together.items() if regions_of(of_topic) is None), None)


def lies_within(one: Mapping[Topic, Region], other: Mapping[Topic, Region]) -> bool:
    """Tell whether all cases that the first admits are admitted by the second as well."""
    return all(topic in one and within(one[topic], region) for topic, region in other.items())


def _currency(topic: Topic, currency: str) -> str:
    code = currency.strip().upper()
    if topic != Topic.AMOUNT:
        if code:
            raise CriterionError("currency", _("Only an amount has a currency."))
        return ""
    if not code:
        raise CriterionError("currency", _("Say in which currency the amount is."))
    if code not in CURRENCIES:
        raise CriterionError("currency", _("This is no code of a currency. Use three letters such as EUR, USD or IDR."))
    return code


def _numbers(topic: Topic, operator: Operator, value: str) -> list[Decimal]:
    parts = _RANGE.split(value.strip()) if operator == Operator.BETWEEN else [value]
    if operator == Operator.BETWEEN and len(parts) != 2:
        raise CriterionError("value", _("Write two numbers with a dash between them, such as 30-45."))
    numbers = [number_of(part) for part in parts]
    found = [each for each in numbers if each is not None]
    if len(found) != len(numbers):
        misread = next(filter(None, map(number_help, parts)), "")
        raise CriterionError("value", misread or _("Write a number that is not negative, with a point before decimals."))
    if topic == Topic.DAYS and any(each != each.to_integral_value() or each > MOST_DAYS for each in found):
        raise CriterionError("value", _("Write whole days, at most 36500."))
    if any(each >= MOST_AMOUNT for each in found):
        raise CriterionError("value", _("This amount is too large."))
    if len(found) == 2 and found[1] < found[0]:
        raise CriterionError("value", _("The second number is smaller than the first: nobody can meet this."))
    if operator == Operator.UNDER and found[0] == 0:
        raise CriterionError("value", _("Nothing is less than zero: nobody can meet this."))
    return found


def _span(topic: Topic, operator: Operator, numbers: list[Decimal], currency: str) -> Span:
    first, last = numbers[0], numbers[-1]
    one = Decimal(1)
    if topic == Topic.DAYS and operator == Operator.UNDER:  # days are whole: less than 30 is at most 29
        return Span(high=first - one)
    if topic == Topic.DAYS and operator == Operator.OVER:
        return Span(low=first + one)
    match operator:
        case Operator.AT_MOST:
            return Span(high=first, currency=currency)
        case Operator.AT_LEAST:
            return Span(low=first, currency=currency)
        case Operator.UNDER:
            return Span(high=first, high_open=True, currency=currency)
        case Operator.OVER:
            return Span(low=first, low_open=True, currency=currency)
        case _:
            return Span(low=first, high=last, currency=currency)


def _codes(topic: Topic, value: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(" ".join(each.split()) for each in _COMMAS.split(value) if each.strip()))
    if not codes:
        raise CriterionError("value", _("Write at least one value; put commas between several."))
    if topic != Topic.COUNTRY:
        return codes
    codes = tuple(code.upper() for code in codes)
    unknown = ", ".join(code for code in codes if code not in COUNTRIES)
    if unknown:
        raise CriterionError("value", _("Write countries as codes of two letters, such as ID or DE, with commas between them."))
    return codes

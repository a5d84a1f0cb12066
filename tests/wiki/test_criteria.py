"""Criteria are read from what was typed; what makes no sense is refused in the field where it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wiki.deciding.criteria import CriterionError, criterion_read, nobody_meets, regions_of
from wiki.deciding.regions import Choice, Span
from wiki.deciding.values import Topic, number_of, number_written

REFUSED = {
    "no topic": ("", "at_most", "3", "", "topic"),
    "an unknown topic": ("weight", "at_most", "3", "", "topic"),
    "codes for numbers": ("days", "any_of", "3", "", "operator"),
    "numbers for codes": ("country", "at_most", "ID", "", "operator"),
    "no number": ("days", "at_most", "soon", "", "value"),
    "nothing": ("days", "at_most", "", "", "value"),
    "a negative number": ("days", "at_most", "-3", "", "value"),
    "half a day": ("days", "at_most", "3.5", "", "value"),
    "more days than a life has": ("days", "at_most", "99999", "", "value"),
    "a span with one end": ("days", "between", "30", "", "value"),
    "a span the wrong way": ("days", "between", "45-30", "", "value"),
    "days with a currency": ("days", "at_most", "3", "EUR", "currency"),
    "an amount without a currency": ("amount", "at_most", "80", "", "currency"),
    "a currency that is none": ("amount", "at_most", "80", "EURO", "currency"),
    "a negative amount": ("amount", "at_most", "-80", "EUR", "value"),
    "an amount that cannot be stored": ("amount", "at_most", "1" + "0" * 11, "EUR", "value"),
    "a thousand digits": ("amount", "at_most", "9" * 1000, "EUR", "value"),
    "not a number": ("amount", "at_most", "NaN", "EUR", "value"),
    "less than nothing": ("amount", "under", "0", "EUR", "value"),
    "no country": ("country", "any_of", " , ", "", "value"),
    "a country that is none": ("country", "any_of", "ID, Atlantis", "", "value"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused_in_its_field(name):
    topic, operator, value, currency, field = REFUSED[name]
    with pytest.raises(CriterionError) as refused:
        criterion_read(topic=topic, operator=operator, value=value, currency=currency)
    assert refused.value.field == field


@pytest.mark.parametrize(("text", "number"), [("٤٥", 45), ("۴۵", 45), (" 45 ", 45), ("80٫5", "80.5"), ("1٬000", 1000)])
def test_numbers_are_read_in_the_digits_of_any_script(text, number):
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["²", "1,000", "1e9", "+4", "٣٫", "", ".", "1.000", "900.000", "1.525", "1.000.000", "1 000", "1٬00", "0.1234", "١.٠٠٠"],
)
def test_what_may_be_misread_is_no_number(text):
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1000.00", 1000), ("1000.000", 1000), ("1.5250", "1.525"), ("0.525", "0.525"), ("1٫525", "1.525"), ("1٬000٫5", "1000.5")],
)
def test_numbers_that_can_be_read_in_one_way_are_read(text, number):
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.000", "Write 1000 or 1.00."),
        ("1,000", "Write 1000 or 1.00."),
        ("٩٠٠.٠٠٠", "Write 900000 or 900.00."),
        ("1.525", "Write 1525 or 1.5250."),
        ("1.000.000", "without separators between thousands"),
        ("1,000.00", "without separators between thousands"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_and_says_how_to_write_it(text, sentence):
    with pytest.raises(CriterionError) as refused:
        criterion_read(topic="amount", operator="at_most", value=text, currency="KWD")
    assert sentence in str(refused.value.sentence)


@pytest.mark.parametrize("number", ["1000", "1.5", "150.000", "1.525", "0.125", "1000.125"])
def test_a_number_that_is_written_is_read_as_the_same(number):
    assert number_of(number_written(Decimal(number))) == Decimal(number)


@pytest.mark.parametrize("text", ["30-45", "30 – 45", "٣٠-٤٥", "30..45", "30 to 45"])
def test_a_span_may_be_written_in_several_ways(text):
    assert criterion_read(topic="days", operator="between", value=text).region == Span(Decimal(30), Decimal(45))


def test_countries_and_currencies_are_read_in_small_letters_too():
    assert criterion_read(topic="country", operator="any_of", value="id، de").values == ("ID", "DE")
    assert criterion_read(topic="amount", operator="over", value="8", currency="eur").currency == "EUR"


def criteria(*rows: tuple[str, ...]):
    return [criterion_read(**dict(zip(("topic", "operator", "value", "currency"), row, strict=False))) for row in rows]


@pytest.mark.parametrize(
    ("rows", "topic"),
    [
        ([("days", "at_least", "60"), ("days", "at_most", "30")], Topic.DAYS),
        ([("days", "over", "30"), ("days", "under", "31")], Topic.DAYS),
        ([("amount", "over", "9", "EUR"), ("amount", "at_most", "9", "EUR")], Topic.AMOUNT),
        ([("amount", "over", "9", "EUR"), ("amount", "at_most", "99", "USD")], Topic.AMOUNT),
        ([("country", "any_of", "ID"), ("country", "any_of", "DE")], Topic.COUNTRY),
        ([("country", "any_of", "ID"), ("country", "none_of", "ID,DE")], Topic.COUNTRY),
        ([("days", "at_least", "30"), ("days", "at_most", "30")], None),
        ([("tier", "none_of", "gold"), ("tier", "none_of", "silver")], None),
        ([("amount", "over", "9", "EUR"), ("amount", "at_most", "99", "EUR"), ("tier", "any_of", "Gold")], None),
    ],
)
def test_criteria_that_nobody_can_meet_are_found(rows, topic):
    assert nobody_meets(criteria(*rows)) == topic


def test_several_criteria_on_one_topic_hold_together():
    found = regions_of(criteria(("days", "at_least", "9"), ("days", "at_most", "30"), ("days", "at_most", "40")))
    assert found == {Topic.DAYS: Span(Decimal(9), Decimal(30))}


def test_codes_are_compared_whatever_their_case():
    found = regions_of(criteria(("tier", "any_of", "Gold, SILVER"), ("tier", "any_of", "gold")))
    assert found == {Topic.TIER: Choice(frozenset({"gold"}))}

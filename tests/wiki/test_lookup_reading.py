"""What agents type about a case is understood in four languages; what makes no sense stays words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from wiki.deciding.values import Money, Topic
from wiki.lookup.reading import KnownCodes, known_codes, understood

CODES = known_codes(
    [
        ("tier", "gold"),
        ("tier", "silver"),
        ("channel", "phone"),
        ("channel", "whatsapp"),
        ("reason", "changed_mind"),
        ("reason", "R-12"),
    ],
    currencies=["EUR", "IDR"],
)
CASE = (45, Money(Decimal(80), "EUR"), "ID")


def facts(text: str, language: str = "en", codes: KnownCodes = CODES):
    return understood(text, codes=codes, language=language).facts


@pytest.mark.parametrize(
    "text",
    [
        "45 days, 80 EUR, Indonesia",
        "45 hari, 80 euro, Indonesia",
        "٤٥ يومًا، ٨٠ يورو، إندونيسيا",
        "۴۵ روز، ۸۰ یورو، اندونزی",
        "Indonesia 80€ 45d",
        "€80 after 45 days in ID",
        "EUR 80.00 hari ke-45 di Indonesia",
        "بعد 45 يوم 80 يورو لإندونيسيا",
        "۴۵روز پس از تحویل از اندونزی ۸۰یورو",
    ],
)
def test_a_case_is_understood_in_every_language(text):
    read = facts(text)
    assert (read.days, read.amount, read.country) == CASE


@pytest.mark.parametrize(
    "text",
    [
        "45 days, 80 EUR, Indonesia",
        "٤٥ يومًا، ٨٠ يورو، إندونيسيا",
        "45 days ago, €80, in Indonesia",
        "۴۵ روز پس از تحویل، ۸۰ یورو، اندونزی",
    ],
)
def test_of_a_case_alone_no_words_are_left(text):
    assert understood(text, codes=CODES).words == ""


def test_the_other_words_are_looked_for():
    assert understood("late return 45 days 80 EUR broken box", codes=CODES).words == "late return broken box"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2 weeks", 14),
        ("3 minggu", 21),
        ("أسبوعين", 14),
        ("1 month", 30),
        ("2 bulan", 60),
        ("شهرين", 60),
        ("۳ ماه", 90),
        ("يومين", 2),
        ("۳ هفته", 21),
        ("day 45", 45),
        ("0 days", 0),
        ("45-day", 45),
        ("-45 days", None),
        ("4.5 days", None),
        ("99999999 days", None),
        ("45", None),
        ("5 d", None),
    ],
)
def test_days(text, days):
    assert facts(text).days == days


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp 1.500.000", Money(Decimal(1500000), "IDR")),
        ("1,5 juta rupiah", Money(Decimal(1500000), "IDR")),
        ("500rb rupiah", Money(Decimal(500000), "IDR")),
        ("$1,299.50", Money(Decimal("1299.50"), "USD")),
        ("1.299,50 €", Money(Decimal("1299.50"), "EUR")),
        ("1.500 EUR", Money(Decimal(1500), "EUR")),
        ("٨٠٫٥ يورو", Money(Decimal("80.5"), "EUR")),
        ("۸۰ هزار تومان", Money(Decimal(800000), "IRR")),
        ("50 ألف روبية", Money(Decimal(50000), "IDR")),
        ("20 singapore dollars", Money(Decimal(20), "SGD")),
        ("80 eur", Money(Decimal(80), "EUR")),
        ("try 3 times", None),
        ("80 try", None),
        ("80 TRY", Money(Decimal(80), "TRY")),
        ("100 dirham", None),
        ("100 ريال سعودي", Money(Decimal(100), "SAR")),
        ("-80 EUR", None),
        ("80 XXX", None),
        ("999999999999999 EUR", None),
        ("80", None),
    ],
)
def test_amounts(text, amount):
    assert facts(text).amount == amount


def test_a_name_of_several_currencies_is_the_one_of_which_the_wiki_speaks():
    assert facts("100 dirham", codes=KnownCodes(currencies=frozenset({"MAD", "EUR"}))).amount == Money(Decimal(100), "MAD")


def test_in_persian_a_rial_is_iranian():
    assert facts("۱۰۰ ریال", "fa").amount == Money(Decimal(100), "IRR")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Saudi Arabia", "SA"),
        ("المملكة العربية السعودية", "SA"),
        ("عربستان سعودی", "SA"),
        ("Arab Saudi", "SA"),
        ("jerman", "DE"),
        ("سلطنة عمان", "OM"),
        ("DE", "DE"),
        ("is it late", ""),
        ("IS IT LATE", ""),
        ("my id card", ""),
        ("Atlantis", ""),
    ],
)
def test_countries(text, country):
    assert facts(text).country == country


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gold customer", ("gold", "", "")),
        ("عميل ذهبي", ("gold", "", "")),
        ("مشتری طلایی", ("gold", "", "")),
        ("pelanggan emas lewat telepon", ("gold", "", "phone")),
        ("by phone", ("", "", "phone")),
        ("واتساب", ("", "", "whatsapp")),
        ("reason R12", ("", "R-12", "")),
        ("berubah pikiran", ("", "changed_mind", "")),
        ("platinum", ("", "", "")),
    ],
)
def test_codes_of_the_wiki(text, found):
    read = facts(text)
    assert (read.tier, read.reason, read.channel) == found


def test_codes_that_the_wiki_does_not_have_are_words():
    assert understood("gold customer", codes=KnownCodes()).words == "gold customer"


def test_what_was_taken_off_is_words_again():
    read = understood("ID card lost 45 days", codes=CODES, off=[Topic.COUNTRY])
    assert (read.facts.country, read.words) == ("", "ID card lost")


def test_what_was_taken_off_is_still_told():
    read = understood("DE 45 days", codes=CODES, off=[Topic.COUNTRY]).read
    assert [(each.topic, each.is_off) for each in read] == [(Topic.COUNTRY, True), (Topic.DAYS, False)]


def test_of_two_numbers_of_days_the_second_is_words():
    read = understood("45 days 30 days", codes=CODES)
    assert (read.facts.days, read.words) == (45, "30 days")


def test_a_reason_alone_can_be_looked_for():
    read = understood("changed mind", codes=CODES)
    assert (read.words, read.more_words) == ("", "changed mind")


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "-", ",,,", "'\"<>&", "9" * 4000, "٤" * 400 + " يوم", "\u202e45 days", "€", "EUR EUR EUR", "k d 5"]
)
def test_nothing_that_can_be_typed_breaks_it(text):
    assert understood(text, codes=CODES).facts.days in (None, 45)

"""Lengths of fields, and what the glossary says."""

from __future__ import annotations

import pytest

from localization.quality import Severity
from tests.localization.quality.given import Limit, found, term


def test_more_than_the_field_takes_is_an_error() -> None:
    findings = found("x", "ك" * 256, "ar", limit=Limit(most=255, best=70))
    assert (findings["too_long"].severity, findings["too_long"].start) == (Severity.ERROR, 255)
    assert "longish" not in findings


def test_more_than_is_shown_is_a_warning() -> None:
    assert found("x", "عنوان " * 20, "ar", limit=Limit(most=255, best=70))["longish"].severity == Severity.WARNING
    assert found("x", "عنوان", "ar", limit=Limit(most=255, best=70)) == {}


def test_what_counts_is_what_is_read() -> None:
    assert "too_long" not in found("<b>a</b>", "<b>&amp;&amp;</b>", "id", limit=Limit(most=2))


def test_an_address_has_no_spaces() -> None:
    assert found("returns", "بازگشت کالا", "fa", limit=Limit(is_slug=True))["slug_letters"].severity == Severity.ERROR
    assert found("returns", "بازگشت-کالا", "fa", limit=Limit(is_slug=True)) == {}


@pytest.mark.parametrize(
    ("code", "text", "target"),
    [
        ("ar", "يحصل الزبون على رد المبلغ.", "استرداد"),
        ("fa", "پول برگشت داده شد.", "بازپرداخت"),
        ("id", "Uang kembali dalam dua hari.", "pengembalian dana"),
    ],
)
def test_a_term_without_its_approved_word_is_a_warning(code: str, text: str, target: str) -> None:
    finding = found("The refund is on its way.", text, code, terms=[term("refund", target)])["term_missing"]
    assert (finding.severity, finding.details) == (Severity.WARNING, {"source": "refund", "target": target})


@pytest.mark.parametrize(
    ("code", "text", "target"),
    [
        ("ar", "وصل طلب الاسترداد.", "إسترداد|استرداد"),
        ("fa", "بازپرداخت‌ها انجام شد.", "بازپرداخت"),
        ("fa", "مي‌شود دیکشنری", "می‌شود"),
        ("id", "Pengembalian dana diproses.", "pengembalian dana"),
    ],
)
def test_an_approved_word_counts_with_endings_and_spellings(code: str, text: str, target: str) -> None:
    assert "term_missing" not in found("The refund is on its way.", text, code, terms=[term("refund", target)])


@pytest.mark.parametrize(
    ("code", "text", "target", "wrong"),
    [
        ("ar", "تابع الإيميل هنا.", "بريد إلكتروني", "إيميل"),
        ("fa", "به ایمیل شما فرستادیم.", "رایانامه", "ایمیل"),
        ("id", "Kirim email ke kami.", "surel", "email"),
    ],
)
def test_a_forbidden_word_is_an_error(code: str, text: str, target: str, wrong: str) -> None:
    finding = found("Send an email.", text, code, terms=[term("email", target, wrong)])["term_forbidden"]
    assert (finding.severity, finding.details) == (Severity.ERROR, {"word": wrong, "right": target})


def test_a_forbidden_word_within_another_is_fine() -> None:
    assert "term_forbidden" not in found("Send.", "Kirim emailan", "id", terms=[term("email", "surel", "email")])


def test_a_forbidden_word_within_what_is_approved_is_fine() -> None:
    terms = [term("shopping cart", "keranjang belanja", "keranjang")]
    assert "term_forbidden" not in found("Open your shopping cart.", "Buka keranjang belanja.", "id", terms=terms)
    assert "term_forbidden" in found("Open your shopping cart.", "Buka keranjang.", "id", terms=terms)


def test_several_approved_words_are_told_one_by_one() -> None:
    told = found("A refund.", "پول.", "fa", terms=[term("refund", "بازپرداخت|استرداد")])["term_missing"]
    assert told.details["target"] == "بازپرداخت / استرداد"

"""Numbers are equal in all digits and notations; what was changed is found, and digits of another language."""

from __future__ import annotations

import pytest

from localization.quality import Severity
from tests.localization.quality.given import found


@pytest.mark.parametrize(
    ("code", "source", "text"),
    [
        ("ar", "Returns within 14 days, from 1,000 riyals.", "الإرجاع خلال 14 يومًا، من 1,000 ريال."),
        ("fa", "Returns within 14 days, from 1,000 tomans.", "بازگشت تا ۱۴ روز، از ۱٬۰۰۰ تومان."),
        ("fa", "It weighs 2.5 kg.", "وزن آن ۲٫۵ کیلوگرم است."),
        ("id", "It costs 1,250.50.", "Harganya 1.250,50."),
        ("id", "Open 24/7 from 08:30.", "Buka 24/7 mulai 08:30."),
        ("fa", "Since 2024.", "از سال ۱۴۰۳."),
    ],
)
def test_the_same_number_in_the_languages_own_notation_is_fine(code: str, source: str, text: str) -> None:
    assert found(source, text, code) == {}


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "الإرجاع خلال 30 يومًا."), ("fa", "بازگشت تا ۳۰ روز."), ("id", "Pengembalian dalam 30 hari.")],
)
def test_another_number_is_an_error(code: str, text: str) -> None:
    findings = found("Returns within 14 days.", text, code)
    assert findings["number_missing"].severity == Severity.ERROR
    assert findings["number_missing"].details == {"number": "14"}
    added = findings["number_added"]
    assert added.severity == Severity.ERROR
    assert text[added.start : added.end].translate(str.maketrans("۳۰", "30")) == "30"


def test_a_small_number_as_a_word_is_a_hint() -> None:
    assert found("It takes 2 days.", "يستغرق يومين.", "ar")["number_missing"].severity == Severity.HINT


def test_a_large_number_is_not_written_as_a_word() -> None:
    assert found("It takes 14 days.", "يستغرق أسبوعين.", "ar")["number_missing"].severity == Severity.ERROR


@pytest.mark.parametrize(
    ("code", "text", "digits"),
    [("fa", "بازگشت تا 14 روز.", "۰۱۲۳۴۵۶۷۸۹"), ("ar", "الإرجاع خلال ۱۴ يومًا.", "0123456789")],
)
def test_digits_of_another_language_are_a_warning(code: str, text: str, digits: str) -> None:
    finding = found("Returns within 14 days.", text, code)["digits_wrong"]
    assert (finding.severity, finding.details["digits"]) == (Severity.WARNING, digits)


def test_codes_keep_their_digits() -> None:
    assert "digits_wrong" not in found("Plug in USB3 and see #12.", "USB3 را وصل کنید و #12 را ببینید.", "fa")


def test_the_setting_says_which_digits(settings) -> None:
    settings.SANAD_DIGITS = {"ar": "arabic"}
    assert "digits_wrong" not in found("Within 14 days.", "خلال ١٤ يومًا.", "ar")
    assert "digits_wrong" in found("Within 14 days.", "خلال 14 يومًا.", "ar")
    settings.SANAD_DIGITS = {"fa": "western"}
    assert "digits_wrong" not in found("Within 14 days.", "تا 14 روز.", "fa")

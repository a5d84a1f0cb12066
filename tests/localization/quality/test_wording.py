"""What was not translated, and words and letters of other languages, are found; names and abbreviations are not."""

from __future__ import annotations

import pytest

from localization.quality import Severity
from tests.localization.quality.given import found

SOURCE = "You can return the order within two weeks."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "يمكنك إرجاع الطلب خلال أسبوعين."),
        ("fa", "تا دو هفته می‌توانید سفارش را پس بدهید."),
        ("id", "Pesanan bisa dikembalikan dalam dua minggu."),
    ],
)
def test_a_translation_has_no_findings(code: str, text: str) -> None:
    assert found(SOURCE, text, code) == {}


@pytest.mark.parametrize("code", ["ar", "fa", "id"])
def test_the_source_itself_is_an_error(code: str) -> None:
    assert found(SOURCE, SOURCE, code)["untranslated"].severity == Severity.ERROR


@pytest.mark.parametrize("source", ["Naranj Pay", "{name}", "PDF", "https://example.org/", "14", "A4"])
@pytest.mark.parametrize("code", ["ar", "fa", "id"])
def test_what_is_the_same_in_every_language_is_not_untranslated(code: str, source: str) -> None:
    assert "untranslated" not in found(source, source, code)


def test_one_equal_word_between_latin_languages_is_a_warning() -> None:
    assert found("Status", "Status", "id")["untranslated"].severity == Severity.WARNING


@pytest.mark.parametrize(
    ("code", "text", "left"),
    [
        ("ar", "يمكنك return the order خلال أسبوعين.", "return the order"),
        ("fa", "شما می‌توانید return the order را.", "return the order"),
        ("id", "Anda bisa return the order within dua minggu.", "return the order within"),
    ],
)
def test_words_of_the_source_in_a_row_are_an_error(code: str, text: str, left: str) -> None:
    finding = found(SOURCE, text, code)["source_left"]
    assert finding.severity == Severity.ERROR
    assert text[finding.start : finding.end] == left


def test_single_words_in_common_are_not_left_over() -> None:
    assert "source_left" not in found("Open the menu and the status page", "Buka menu dan halaman status", "id")


@pytest.mark.parametrize(
    ("code", "text", "words"), [("ar", "اضغط save now الآن.", "save now"), ("fa", "دکمهٔ save را بزنید.", "save")]
)
def test_latin_words_in_arabic_script_are_a_warning(code: str, text: str, words: str) -> None:
    finding = found("Press the button.", text, code)["script_other"]
    assert (finding.severity, finding.details) == (Severity.WARNING, {"words": words})


@pytest.mark.parametrize(
    "text", ["ملف PDF عبر Naranj", "زر https://example.org/help", "report.pdf افتح", "حجمه 5 MB", "<code>git push</code> اكتب"]
)
def test_names_abbreviations_addresses_and_code_may_be_latin(text: str) -> None:
    assert "script_other" not in found("x", text, "ar")


def test_arabic_words_in_indonesian_are_a_warning_unless_the_source_has_them() -> None:
    assert "script_other" in found("Peace be with you", "Salam سلام", "id")
    assert "script_other" not in found("The word سلام means peace", "Kata سلام berarti damai", "id")


@pytest.mark.parametrize(
    ("code", "text", "right"),
    [("fa", "كتاب را بخوانید.", "ک"), ("fa", "خيلی خوب است.", "ی"), ("ar", "کتاب جديد.", "ك"), ("ar", "شیء جديد.", "ي")],
)
def test_letters_of_the_neighbour_are_an_error(code: str, text: str, right: str) -> None:
    finding = found("x", text, code)["letter_alike"]
    assert finding.severity == Severity.ERROR
    assert finding.details["right"].startswith(right)


def test_letters_of_ones_own_are_fine() -> None:
    assert "letter_alike" not in found("x", "کتاب خوبی است.", "fa")
    assert "letter_alike" not in found("x", "كتاب جيد.", "ar")

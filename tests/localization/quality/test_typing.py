"""Spaces, pairs, marks, half-spaces and signs of direction, in sentences of three languages."""

from __future__ import annotations

import pytest

from localization.quality import Severity
from tests.localization.quality.given import found


def test_two_spaces_are_found_where_they_are() -> None:
    finding = found("Open the box.", "در جعبه  را باز کنید.", "fa")["space_double"]
    assert (finding.start, finding.end) == (7, 9)
    assert "space_double" not in found("Open  the box.", "در جعبه  را باز کنید.", "fa")


def test_a_space_before_a_mark_is_a_hint() -> None:
    assert found("Yes, please.", "نعم ، من فضلك.", "ar")["space_before"].severity == Severity.HINT
    assert "space_before" not in found("Yes, please.", "نعم، من فضلك.", "ar")


def test_a_space_at_the_edge_is_a_hint() -> None:
    assert "space_edge" in found("Yes", "بله ", "fa")
    assert "space_edge" not in found("Yes ", "بله ", "fa")


@pytest.mark.parametrize(
    ("code", "text"), [("ar", "اضغط «حفظ ثم أغلق."), ("fa", "دکمهٔ (ذخیره را بزنید."), ("id", 'Tekan "Simpan lalu tutup.')]
)
def test_what_is_opened_and_not_closed_is_a_warning(code: str, text: str) -> None:
    assert found("Press “Save”, then close.", text, code)["pair_open"].severity == Severity.WARNING


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "اضغط «حفظ» ثم أغلق."), ("fa", "۱) دکمهٔ «ذخیره» را بزنید (بعد ببندید)."), ("id", 'Tekan "Simpan" lalu tutup.')],
)
def test_whole_pairs_are_fine(code: str, text: str) -> None:
    assert "pair_open" not in found("1) Press “Save”, then close.", text, code)


@pytest.mark.parametrize(
    ("code", "text", "right"), [("ar", "هل وصل الطلب?", "؟"), ("fa", "بله, سفارش رسید.", "،"), ("id", "Ya، pesanan tiba.", ",")]
)
def test_marks_of_another_script_are_a_warning(code: str, text: str, right: str) -> None:
    assert found("Did it arrive?", text, code)["mark_foreign"].details["right"] == right


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "هل وصل الطلب؟"), ("fa", "از ۱,۰۰۰ تومان، با Naranj, Inc. چطور؟"), ("id", "Sudah tiba, bukan?")],
)
def test_marks_of_the_language_are_fine(code: str, text: str) -> None:
    assert "mark_foreign" not in found("Did it arrive?", text, code)


def test_another_end_is_a_hint() -> None:
    assert found("Did it arrive?", "وصل الطلب.", "ar")["end_differs"].severity == Severity.HINT
    assert "end_differs" not in found("Did it arrive?", "هل وصل الطلب؟", "ar")
    assert "end_differs" not in found("It arrived.", "سفارش رسید (بالاخره.)", "fa")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("سفارش شما ارسال می شود.", "می‌شود."),
        ("این کار نمی شود.", "نمی‌شود."),
        ("همهٔ کتاب ها را ببینید.", "کتاب‌ها"),
        ("کتاب های تازه", "کتاب‌های"),
        ("بسته بزرگ تر است.", "بزرگ‌تر"),
        ("در خانه ای دور", "خانه‌ای"),
    ],
)
def test_a_half_space_that_is_missing_is_a_hint(text: str, right: str) -> None:
    finding = found("x", text, "fa")["zwnj_missing"]
    assert (finding.severity, finding.details["right"]) == (Severity.HINT, right)


@pytest.mark.parametrize("text", ["سفارش شما ارسال می‌شود.", "کتاب‌ها بزرگ‌تر شدند.", "قدیمی شود", "تنها کتاب"])
def test_half_spaces_in_their_places_are_fine(text: str) -> None:
    assert "zwnj_missing" not in found("x", text, "fa")


def test_half_spaces_are_persian() -> None:
    assert "zwnj_missing" not in found("x", "كتاب ها هنا", "ar")


@pytest.mark.parametrize("text", ["رقم \u2066A-12", "رقم A-12\u2069", "\u202bنص", "نص\u202c"])
def test_a_turn_that_is_not_turned_back_is_an_error(text: str) -> None:
    assert found("x", text, "ar")["control_open"].severity == Severity.ERROR


def test_closed_isolates_are_fine_and_forced_letters_are_a_warning() -> None:
    assert "control_open" not in found("x", "رقم \u2066A-12\u2069 هنا", "ar")
    findings = found("x", "رقم \u202eABC\u202c", "ar")
    assert "control_open" not in findings
    assert findings["control_forced"].severity == Severity.WARNING

"""Tags, placeholders, names and addresses that are lost or changed are found; sound sentences are left alone."""

from __future__ import annotations

import pytest

from localization.quality import Given, Severity
from localization.quality.checks.kept import tags
from tests.localization.quality.given import found

LINK = 'Open <a id="a1">your orders</a> and press <b>Return</b>.'


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", 'افتح <a id="a1">طلباتك</a> واضغط <b>إرجاع</b>.'),
        ("fa", 'دکمهٔ <b>بازگشت</b> را در <a id="a1">سفارش‌هایتان</a> بزنید.'),
        ("id", 'Buka <a id="a1">pesanan Anda</a> lalu tekan <b>Kembalikan</b>.'),
    ],
)
def test_a_sentence_with_all_its_tags_has_no_findings(code: str, text: str) -> None:
    assert found(LINK, text, code) == {}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "افتح طلباتك واضغط <b>إرجاع</b>."),
        ("fa", "سفارش‌هایتان را باز کنید و <b>بازگشت</b> را بزنید."),
        ("id", "Buka pesanan Anda lalu tekan <b>Kembalikan</b>."),
    ],
)
def test_a_lost_link_is_an_error(code: str, text: str) -> None:
    finding = found(LINK, text, code)["tag_missing"]
    assert finding.severity == Severity.ERROR
    assert "missing" in finding.message


def test_a_pair_that_is_missing_or_added_is_one_mistake() -> None:
    plain, bold = "Press Save.", "<b>ذخیره</b> را بزنید."
    for source, text in ((bold, plain), (plain, bold)):
        assert [each.details for each in tags(Given(source, text, "fa", "en"))] == [{"part": "<b>"}]


def test_a_link_of_nowhere_is_an_error() -> None:
    text = 'افتح <a id="a2">طلباتك</a> واضغط <b>إرجاع</b>.'
    assert found(LINK, text, "ar")["tag_added"].severity == Severity.ERROR


def test_an_added_line_break_is_no_error() -> None:
    assert found("One. Two.", "Satu.<br/>Dua.", "id")["tag_added"].severity == Severity.WARNING


def test_a_missing_slant_is_a_hint() -> None:
    assert found("It is <i>free</i>.", "مجاني.", "ar")["tag_missing"].severity == Severity.HINT


def test_a_tag_that_is_not_closed_is_an_error() -> None:
    assert found("Press <b>Save</b>.", "<b>ذخیره را بزنید.</b></b>", "fa")["tag_open"].severity == Severity.ERROR


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "أهلًا {name}، طلبك في الطريق."),
        ("fa", "سلام {name}، سفارش شما در راه است."),
        ("id", "Halo {name}, pesanan di jalan."),
    ],
)
def test_a_kept_placeholder_is_fine(code: str, text: str) -> None:
    assert found("Hello {name}, your order is on its way.", text, code) == {}


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "أهلًا {الاسم}، طلبك."), ("fa", "سلام {نام}، سفارش شما."), ("id", "Halo {nama}, pesanan Anda.")],
)
def test_a_translated_placeholder_is_an_error(code: str, text: str) -> None:
    assert found("Hello {name}, your order.", text, code)["placeholder_missing"].details == {"part": "{name}"}


def test_a_placeholder_of_ones_own_is_an_error() -> None:
    assert found("Hello.", "Halo {nama}.", "id")["placeholder_added"].severity == Severity.ERROR


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "ادفع عبر Naranj Pay."), ("fa", "با Naranj Pay بپردازید."), ("id", "Bayar dengan Naranj Pay.")],
)
def test_a_kept_name_is_fine(code: str, text: str) -> None:
    assert found("Pay with Naranj Pay.", text, code) == {}


@pytest.mark.parametrize(
    ("code", "text"), [("ar", "ادفع عبر نارنج باي."), ("fa", "با نارنج پی بپردازید."), ("id", "Bayar dengan Jeruk Bayar.")]
)
def test_a_translated_name_is_an_error(code: str, text: str) -> None:
    assert found("Pay with Naranj Pay.", text, code)["name_missing"].severity == Severity.ERROR


def test_a_name_in_other_letters_is_a_warning() -> None:
    finding = found("Pay with Naranj Pay.", "Bayar dengan naranj pay.", "id")["name_altered"]
    assert (finding.severity, finding.start, finding.end) == (Severity.WARNING, 13, 23)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "اكتب إلى help@example.org أو زر https://example.org/ar/."),
        ("fa", "به help@example.org بنویسید یا https://example.org/fa/ را ببینید."),
        ("id", "Tulis ke help@example.org atau buka https://example.org/id/."),
    ],
)
def test_an_address_may_lead_to_the_same_site_in_the_language(code: str, text: str) -> None:
    assert found("Write to help@example.org or see https://example.org/en/.", text, code) == {}


def test_a_lost_address_is_an_error_and_a_strange_one_a_warning() -> None:
    findings = found("Write to help@example.org.", "Tulis ke bantuan@lain.example.", "id")
    assert findings["address_missing"].severity == Severity.ERROR
    assert findings["address_added"].severity == Severity.WARNING


def test_a_link_to_another_language_is_a_hint_while_it_is_in_the_text() -> None:
    text = 'افتح <a id="a1">طلباتك</a> واضغط <b>إرجاع</b>.'
    assert found(LINK, text, "ar", elsewhere=frozenset({"a1"}))["link_elsewhere"].severity == Severity.HINT
    assert "link_elsewhere" not in found(LINK, text, "ar", elsewhere=frozenset({"a2"}))


def test_half_an_address_in_brackets_is_a_finding_like_others() -> None:
    source = "See https://[your-store].example.com for more."
    assert "address_missing" in found(source, "ببینید: https://[your-", "fa")

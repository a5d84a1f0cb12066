"""What corrections leave alone and what they touch, over a handful of documents."""

import pytest

from search.documents import Document
from search.engines.database import DatabaseEngine
from search.spelling import corrected, tolerant, vocabulary_refresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indexed():
    """A few documents in four languages, and their words."""
    texts = [
        (
            "en",
            "Reset your password",
            "Sign in again with the new password. The iPhone app follows. The tracking number is in the mail.",
        ),
        ("en", "Delivery to Köln", "Our courier brings the parcel. Naïve questions are welcome."),
        ("ar", "إعادة المبلغ", "السلام عليكم، يصل المبلغ إلى حسابك بعد إرجاع الطلبية عن طريق iPhone."),
        ("fa", "بازگشت وجه", "سفارش شما می‌رسد و کارت‌های هدیه هم."),
        ("id", "Pengembalian dana", "Kami mengembalikan dana pesanan Anda."),
    ]
    DatabaseEngine().index(
        [
            Document(key=f"page:{at}", language=code, kind="article", title=title, body=body)
            for at, (code, title, body) in enumerate(texts)
        ]
    )
    vocabulary_refresh(full=True)


def test_a_letter_too_few_is_put_in():
    assert corrected("reset my pasword", "en", 0) == "reset my password"


def test_swapped_letters_are_put_right():
    assert corrected("delviery", "en", 0) == "delivery"


def test_two_slips_in_a_long_word_are_put_right():
    assert corrected("pasworrd", "en", 0) == "password"


def test_letters_held_too_long_are_let_go():
    assert corrected("couuuuurier", "en", 0) == "courier"


def test_a_word_of_the_documents_stays():
    assert corrected("courier parcel", "en", 0) == ""


def test_another_form_of_a_known_word_stays():
    assert corrected("parcels", "en", 0) == ""


def test_an_everyday_word_stays():
    assert corrected("please", "en", 0) == ""


def test_numbers_and_codes_stay():
    assert corrected("NR1234567 pasword 12.5 A4x", "en", 0) == "NR1234567 password 12.5 A4x"


def test_short_words_in_capitals_stay():
    assert corrected("MAUL pasword", "en", 0) == "MAUL password"


def test_addresses_and_names_of_files_stay():
    assert corrected("pasword@example.org pasword.txt", "en", 0) == ""


def test_what_is_excluded_stays():
    assert corrected("curier -pasword", "en", 0) == "courier -pasword"


def test_what_stands_between_the_words_stays():
    assert corrected('  "reset   pasword"!', "en", 0) == '  "reset   password"!'


def test_capitals_are_kept():
    assert corrected("Pasword RESET PASWORD", "en", 0) == "Password RESET PASSWORD"


def test_the_word_is_offered_as_the_documents_write_it():
    assert corrected("ارجاغ", "ar", 0) == "إرجاع"


def test_accents_are_offered_and_not_asked_for():
    assert (corrected("koln", "en", 0), corrected("naivee", "en", 0)) == ("", "naïve")


def test_two_words_that_are_one_are_joined():
    assert corrected("reset pass word", "en", 0) == "reset password"


def test_one_word_that_is_two_is_split():
    assert corrected("trackingnumber", "en", 0) == "tracking number"


def test_a_persian_word_without_its_joiner_is_right():
    assert corrected("کارتهای", "fa", 0) == ""


def test_a_persian_word_split_in_two_is_joined_or_found():
    assert corrected("باز گشت", "fa", 0) in ("", "بازگشت")


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("ar", "hgsghl", "السلام"),
        ("ar", "hglfgy", "المبلغ"),
        ("fa", "sthva", "سفارش"),
        ("en", "حشسسصخقي", "password"),
        ("en", "\u062d\u0634\u0633\u0633\u0635\u062e\u0642\u064a reset", "password reset"),
    ],
)
def test_text_of_the_wrong_keyboard_is_typed_again(language, typed, meant):
    assert corrected(typed, language, 0) == meant


def test_a_foreign_word_is_not_typed_again():
    assert corrected("iphone", "ar", 0) == ""


def test_text_of_the_wrong_keyboard_without_sense_stays():
    assert corrected("qwrtp", "ar", 0) == ""


def test_nothing_is_near_nonsense():
    assert corrected("xqzvbn", "en", 0) == ""


def test_another_language_has_words_of_its_own():
    assert corrected("pasword", "id", 0) == ""


def test_a_text_of_unknown_words_stays():
    assert corrected("paswordd curierr delivry trakking numbr parcl maill", "en", 0) == ""


def test_a_language_without_documents_corrects_nothing():
    assert corrected("pasword", "de", 0) == ""


@pytest.mark.parametrize(
    "text", ["", " ", "!!!", "\x00", "\ud800", "👍" * 50, "a" * 5000, '"' * 300, "١٢٣", "\u202e\u200f", "ـ" * 40]
)
def test_odd_text_is_left_alone(text):
    assert corrected(text, "en", 0) == ""


def test_a_tolerant_search_looks_for_near_words_as_well():
    assert tolerant((("pasword",), ("courier",)), "en", 0) == (("pasword", "password"), ("courier",))


def test_a_tolerant_search_keeps_synonyms_behind_what_was_typed():
    assert tolerant((("pasword", "passphrase"),), "en", 0) == (("pasword", "passphrase", "password"),)


def test_a_tolerant_search_has_eight_alternatives_at_most():
    assert all(len(segment) <= 8 for segment in tolerant((("pasword delivry curier parcl trakking numbr",),), "en", 0))


def test_a_correction_costs_three_queries_at_most(django_assert_max_num_queries):
    corrected("pasword", "en", 0)

    with django_assert_max_num_queries(3):
        corrected("reset pasword of my delivry curier", "en", 0)

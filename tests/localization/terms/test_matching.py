"""Where terms stand in texts, with what clings to words in each language."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from localization.models import Term
from localization.terms.matching import Glossary, glossary_of, terms_in
from localization.terms.writing import term_save
from tests.localization.units_made import locale_of

FOUND = [
    ("en", "account", "Your accounts are safe.", "accounts"),
    ("en", "policy", "Two policies apply", "policies"),
    ("en", "customer", "The customer’s address", "customer’s"),
    ("en", "refund", "It was refunded", "refunded"),
    ("en", "settings", "Change a setting", "setting"),
    ("en", "shopping cart", "Open your shopping carts.", "shopping carts"),
    ("en", "sign in", "SIGN IN now", "SIGN IN"),
    ("ar", "حساب", "افتح الحساب", "الحساب"),
    ("ar", "الحساب", "إلى حسابك", "حسابك"),
    ("ar", "طلب", "للطلبات الجديدة", "للطلبات"),
    ("ar", "فاتورة", "والفاتورة مرفقة", "والفاتورة"),
    ("ar", "استرجاع", "اِسْتِرْجَاع المبلغ", "اِسْتِرْجَاع"),
    ("fa", "حساب", "حساب‌های شما", "حساب‌های"),
    ("fa", "کتاب", "كتابها", "كتابها"),
    ("fa", "سبد خرید", "سبد خریدتان را ببینید", "سبد خریدتان"),
    ("id", "pengaturan", "Buka pengaturannya", "pengaturannya"),
    ("id", "kirim", "Pesanan dikirimkan", "dikirimkan"),
]
NOT_FOUND = [
    ("en", "art", "The cart is party food"),
    ("en", "but", "Press the button"),
    ("en", "ID", "The kids did it"),
    ("en", "sign in", "Read the sign. In the shop you pay."),
    ("ar", "بنك", "ابن كبير"),
    ("fa", "بار", "بارانی"),
    ("id", "ikan", "Berikan tanda"),
]


def hits(language: str, term: str, text: str, **fields: Any) -> list[str]:
    found = Glossary([Term(pk=1, source=term, **fields)], language).hits(text)
    return [text[hit.start : hit.end] for hit in found]


@pytest.mark.parametrize(("language", "term", "text", "wanted"), FOUND)
def test_forms_of_a_term_are_found(language: str, term: str, text: str, wanted: str) -> None:
    assert hits(language, term, text) == [wanted]


@pytest.mark.parametrize(("language", "term", "text"), NOT_FOUND)
def test_other_words_are_not(language: str, term: str, text: str) -> None:
    assert hits(language, term, text) == []


def test_capital_letters_matter_where_the_term_says_so() -> None:
    assert hits("en", "Windows", "Close the windows in Windows", is_case_sensitive=True) == ["Windows"]
    assert hits("en", "Windows", "Close the windows") == ["windows"]


def test_the_longest_of_overlapping_terms_counts() -> None:
    glossary = Glossary([Term(pk=1, source="cart"), Term(pk=2, source="shopping cart")], "en")
    assert [hit.term.source for hit in glossary.hits("a shopping cart and a cart")] == ["shopping cart", "cart"]


@pytest.mark.django_db
class TestWithTheDatabase:
    @pytest.fixture
    def term(self, homes: Any) -> Term:
        fields = {"targets": "حساب کاربری\nحساب", "forbidden": "اکانت", "note": "Not a bank's."}
        return term_save(term=Term(source_locale=locale_of("en"), source="account", locale=locale_of("fa"), **fields), user=None)

    def test_the_editor_gets_places_in_what_people_read(self, term: Term) -> None:
        (hit,) = terms_in("Your <b>accounts</b> &amp; more", locale_of("en"), locale_of("fa"))
        assert "Your accounts & more"[hit.start : hit.end] == "accounts"
        assert (hit.target, hit.forbidden, hit.note) == ("حساب کاربری|حساب", ("اکانت",), "Not a bank's.")

    def test_other_pairs_of_languages_have_their_own_terms(self, term: Term) -> None:
        assert terms_in("account", locale_of("en"), locale_of("ar")) == []

    def test_a_proposed_term_binds_nobody(self, term: Term) -> None:
        Term.objects.update(status=Term.Status.PROPOSED)
        assert terms_in("account", locale_of("en"), locale_of("fa")) == []

    def test_a_change_is_seen_at_once(self, term: Term) -> None:
        assert terms_in("account", locale_of("en"), locale_of("fa"))
        term.targets = "حساب"
        term_save(term=term, user=None)
        assert terms_in("account", locale_of("en"), locale_of("fa"))[0].target == "حساب"
        term.delete()
        assert terms_in("account", locale_of("en"), locale_of("fa")) == []

    def test_a_name_that_stays_is_its_own_translation(self, homes: Any) -> None:
        term = Term(source_locale=locale_of("en"), source="Sanad", locale=locale_of("fa"), is_kept=True)
        term_save(term=term, user=None)
        assert terms_in("About Sanad", locale_of("en"), locale_of("fa"))[0].target == "Sanad"

    def test_looking_again_costs_one_query(self, term: Term) -> None:
        languages = (term.source_locale_id, term.locale_id)
        glossary_of(*languages)
        with CaptureQueriesContext(connection) as queries:
            glossary_of(*languages)
        assert len(queries) == 1, "many texts of a page ask for the same glossary"

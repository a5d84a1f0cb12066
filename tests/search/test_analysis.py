"""What readers take for the same word becomes the same term; what they do not, does not."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from script.lib.environment import ROOT
from search.analysis import analyse, excerpt, highlight, language_analysis, terms, tokens

# Each line: forms of one word in one language, which must share a term.
SAME = [
    ("en", "refund refunds refunded refunding Refund REFUNDS"),
    ("en", "deliver delivers delivered delivering"),
    ("en", "résumé resume RÉSUMÉ"),
    ("id", "kembali pengembalian mengembalikan dikembalikan kembalikan dikembalikannya"),
    ("id", "kirim mengirim dikirim pengiriman kiriman mengirimkan terkirim"),
    ("id", "bayar membayar dibayar pembayaran bayaran membayarkan"),
    ("id", "pesan memesan pesanan pemesanan dipesan pesananmu pesanannya"),
    ("id", "langganan pelanggan berlangganan"),
    ("id", "rusak kerusakan merusak rusaknya"),
    ("id", "guna pengguna menggunakan digunakan penggunaan"),
    ("id", "batal pembatalan membatalkan dibatalkan"),
    ("id", "tukar menukar penukaran ditukar"),
    ("id", "terima menerima penerimaan diterima penerima"),
    ("id", "cek mengecek pengecekan dicek"),
    ("id", "ganti mengganti penggantian diganti"),
    ("id", "lambat terlambat keterlambatan"),
    ("id", "masalah masalahnya"),
    ("ar", "طلب الطلب طلبات الطلبات والطلبات بالطلب طلبي طلبك طلبه"),
    ("ar", "إعدادات اعدادات الإعدادات وبالإعدادات"),
    ("ar", "كلمة كَلِمَةُ كلـــمة الكلمة كلمات"),
    ("ar", "مكتبة مكتبه المكتبات"),
    ("ar", "حساب الحساب حسابك حسابي حساباتكم"),
    ("ar", "سياسة السياسة سياسات سياستنا السياسات"),
    ("ar", "٢٠٢٦ 2026 ۲۰۲۶"),
    ("fa", "سفارش سفارش‌ها سفارشها سفارش‌های سفارشهای"),
    ("fa", "خانه خانه‌ها خانه‌های خانههای خانهٔ خانۀ"),
    ("fa", "می‌خواهم میخواهم خواهم"),
    ("fa", "کتابی كتابي كتابى"),
    ("fa", "نرم‌افزار نرمافزار"),
    ("fa", "آپدیت اپدیت آپدیت"),
    ("fa", "۱۲۳ 123 ١٢٣"),
    ("de", "Straße STRASSE strasse"),
    ("ja", "ＨＥＬＰ help"),
]
DIFFERENT = [
    ("en", "return", "refund"),
    ("id", "pesan", "kirim"),
    ("id", "beli", "beri"),
    ("ar", "طلب", "دفع"),
    ("fa", "سفارش", "پرداخت"),
]


@pytest.mark.parametrize(("language", "forms"), SAME)
def test_forms_of_a_word_share_a_term(language, forms):
    found = {form: set(analyse(form, language)) for form in forms.split()}

    assert set.intersection(*found.values()), found


@pytest.mark.parametrize(("language", "one", "other"), DIFFERENT)
def test_different_words_stay_apart(language, one, other):
    assert not set(analyse(one, language)) & set(analyse(other, language))


def test_a_language_without_an_entry_has_no_stop_words_and_no_stems():
    assert analyse("the houses och husen", "xx") == ["the", "houses", "och", "husen"]


def test_a_regional_code_is_analysed_as_its_language():
    assert language_analysis("pt-br").code == "pt"


def test_stop_words_of_one_language_are_words_in_another():
    assert analyse("in", "en") == []
    assert analyse("in", "fi") != []


def test_a_latin_name_inside_arabic_is_found():
    assert "wagtail" in analyse("إعداد Wagtail الجديد", "ar")


def test_unspaced_scripts_are_cut_into_pairs():
    assert analyse("検索結果", "ja") == ["検索", "索結", "結果"]


def test_tokens_tell_where_they_stand_in_the_original():
    text = "«كَلِمَةُ» ﬁle straße"

    assert [text[token.start : token.end] for token in tokens(text, "ar")] == ["كَلِمَةُ", "ﬁle", "straße"]


def test_marks_go_around_whole_words_as_they_were_written():
    assert highlight("Get your Refunds.", {"refund"}, "en") == "Get your <mark>Refunds</mark>."


def test_highlighting_escapes_what_people_wrote():
    assert highlight("<b>refund & co</b>", {"refund"}, "en") == "&lt;b&gt;<mark>refund</mark> &amp; co&lt;/b&gt;"


def test_an_excerpt_shows_the_passage_with_most_of_the_terms():
    text = "Refund. " + "Other words come here. " * 40 + "A refund takes five days to your bank account." + " More." * 50

    assert "<mark>refund</mark> takes five days to your <mark>bank</mark>" in excerpt(text, {"refund", "bank"}, "en")


def test_an_excerpt_is_short():
    assert len(excerpt("word " * 5000, {"word"}, "en").replace("<mark>", "").replace("</mark>", "")) < 260


SAMPLES = ROOT.parent / "shared" / "hostile" / "unicode.json"


def _samples():
    if not SAMPLES.exists():
        return [pytest.param("", [], marks=pytest.mark.skip(reason=f"{SAMPLES} is not there"))]
    samples = json.loads(SAMPLES.read_text())["samples"]
    return [
        pytest.param(sample["input"], set(sample["expect"]["search_equal_to"]) - _COLLOQUIAL, id=sample["id"])
        for sample in samples
        if "search_equal_to" in sample["expect"] and sample["id"] not in _NO_WORDS
    ]


# Signs without letters are nothing to look for.
_NO_WORDS = {"variation-selector"}
_COLLOQUIAL = {"kata2"}


@pytest.mark.parametrize(("text", "equals"), _samples())
def test_the_same_text_in_another_encoding_is_the_same(text, equals):
    for other in equals:
        languages = [each for each in ("en", "ar", "fa", "id") if _overlap(text, other, each)]
        assert languages, f"{text!a} and {other!a} share no term in any language"


def _overlap(text, other, language):
    one, two = set(analyse(text, language)), set(analyse(other, language))
    return bool(one and two and (one <= two or two <= one))


def test_threads_do_not_disturb_each_other():
    words = [f"{stem}{ending}" for stem in ("refund", "deliver", "pack", "order") for ending in ("s", "ed", "ing")] * 500
    # Distinct numbers keep the results out of the cache.
    texts = [" ".join(f"{word} x{thread}{at}" for at, word in enumerate(words)) for thread in range(4)]
    alone = [analyse(text, "es") for text in texts]
    terms._terms_of.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: analyse(text, "es"), texts))

    assert together == alone

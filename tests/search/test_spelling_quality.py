"""Corrections over the words of the demo's texts, in the four languages of the project: what readers type, what they meant.

The table is a sample that can be read; the last test makes typing errors by the hundred, always the same ones.
"""

import random
import re

import pytest
from django.db import transaction

from search.documents import Document
from search.engines.database import DatabaseEngine
from search.spelling import corrected, vocabulary_refresh
from search.spelling.near import near_words
from search.spelling.vocabulary import vocabulary_of
from tests.conftest import ROOT

ERRORS = {
    "en": """
        ordr -> order; delivry -> delivery; refnud -> refund; parcle -> parcel; couriar -> courier; retrun -> return
        adress -> address; wharehouse -> warehouse; confirmaton -> confirmation; trakcing number -> tracking number
        brokn glass -> broken glass; cancle my order -> cancel my order; chekout -> checkout; recieved -> received
        exchnage -> exchange; shiping costs -> shipping costs; furnitre -> furniture; electrcal -> electrical
        gift crad -> gift card; trackingnumber -> tracking number; where is my parzel -> where is my parcel
        damagd parcel -> damaged parcel; diferent country -> different country; custmos -> customs; reciept -> receipt
        """,
    "ar": """
        الطلبب -> الطلب; المبلق -> المبلغ; الشخنة -> الشحنة; استرذاد -> استرداد; المندوبب -> المندوب; التوصييل -> التوصيل
        الارجاغ -> الإرجاع; العنزان -> العنوان; الدفغ -> الدفع; بظاقة -> بطاقة; رقم الظلب -> رقم الطلب
        مكصور -> مكسور; تغيير العنوام -> تغيير العنوان; صندزق -> صندوق; تكلغة الشحن -> تكلفة الشحن; الستلام -> الاستلام
        مصرقية -> مصرفية; رقمالطلب -> رقم الطلب; hgj,wdg -> التوصيل; hg'gf -> الطلب; المتحر -> المتجر
        استردادالمبلغ -> استرداد المبلغ; متاخز -> متأخر
        """,
    "fa": """
        سفارس -> سفارش; مرصوله -> مرسوله; تحویلل -> تحویل; بازپرداحت -> بازپرداخت; فروشگاح -> فروشگاه; شماره سفارص -> شماره سفارش
        حزینه -> هزینه; ارصال -> ارسال; پرداحت -> پرداخت; پیکیری -> پیگیری; نشانب -> نشانی; تغییز -> تغییر; اعتیار -> اعتبار
        کارط هدیه -> کارت هدیه; انبارر -> انبار; هزینه ارسل -> هزینه ارسال; بازگست -> بازگشت; sthva -> سفارش
        تخفیق -> تخفیف; فاکتر -> فاکتور; مبلمتن -> مبلمان; شکصته -> شکسته; اشتبه -> اشتباه; رایگام -> رایگان
        """,
    "id": """
        pesnanan -> pesanan; pengmbalian -> pengembalian; brang -> barang; pakett -> paket; pengirman -> pengiriman
        alamt -> alamat; pembyaran -> pembayaran; kurirr -> kurir; pelacakn -> pelacakan; kartu hadaih -> kartu hadiah
        batalkn pesanan -> batalkan pesanan; nomer pesanan -> nomor pesanan; ongkso kirim -> ongkos kirim; garasni -> garansi
        furnitr -> furnitur; tetanga -> tetangga; biaya pengirimn -> biaya pengiriman; ukruan -> ukuran; retrur -> retur
        nomorpesanan -> nomor pesanan; dikmbalikan -> dikembalikan; kotakk -> kotak; penjemptan -> penjemputan; rusk -> rusak
        """,
}
RIGHT = {
    "en": """
        where is my order; I want my money back; how long does delivery take; change the address; gift cards; lost parcel
        reset my password; my account is locked; cancel; refunded; couriers; NR20414; IBAN; VAT; iPhone 15; A4; help please
        damaged; exchanging furniture; can I pay later; opening hours; return label; 30 days; e-mail; PayPal
        """,
    "ar": """
        أين طلبي; أريد استرداد المبلغ; كم يستغرق التوصيل; تغيير العنوان; بطاقة هدية; كلمة المرور; إلغاء الطلب; الغاء الطلب
        طلبيتي; والتوصيل; الالكترونى; الكهربائيه; بالبريد; شحنتي; استرجاع; الدفع عند الاستلام; NR20414; iPhone
        لماذا تأخر الطلب; مشكلة في الدفع
        """,
    "fa": """
        سفارشم کجاست; میخواهم پولم را پس بگیرم; هزینه ارسال چقدر است; کارت هدیه; لغو سفارش; رمز عبور; سفارشها; می‌رسد
        نمیرسد; پیگیری سفارش; تغییر نشانی; NR20414; iPhone; فروشگاههای; کالای شکسته; بازگشت وجه; ایمیل
        """,
    "id": """
        di mana pesanan saya; saya mau uang kembali; berapa lama pengiriman; ubah alamat; kartu hadiah; kata sandi
        pesananku; dikirimkan; mengembalikan; batal; NR20414; iPhone; bagaimana cara membayar; barang rusak; ongkir; COD
        """,
}
RIGHT_AT_LEAST = {"en": 0.9, "ar": 0.8, "fa": 0.8, "id": 0.9}
"""Shares of the typing errors below that are put right by the first word offered."""


def demo_documents():
    """Yield the demo's texts as documents, without their front matter's keys and the addresses of links."""
    for number, path in enumerate(sorted((ROOT / "demo").glob("*/**/*.md"))):
        text = re.sub(r"\]\([^)]*\)|^(kind|index|reviewed|id|slug):.*$|^\w+:", "", path.read_text("utf-8"), flags=re.MULTILINE)
        language = path.relative_to(ROOT / "demo").parts[0]
        yield Document(key=f"page:{number}", language=language, kind="article", title="", body=text)


@pytest.fixture(scope="module", autouse=True)
def demo_words(django_db_setup, django_db_blocker):
    """The words of the demo, for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        DatabaseEngine().index(list(demo_documents()))
        vocabulary_refresh(full=True)
        yield
        transaction.set_rollback(True)


def listed(text):
    """Return what stands between semicolons and line breaks."""
    return [each.strip() for line in text.strip().splitlines() for each in line.split(";") if each.strip()]


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [(code, *map(str.strip, each.split("->"))) for code, text in ERRORS.items() for each in listed(text)],
)
def test_an_error_is_put_right(language, typed, meant):
    assert corrected(typed, language, 0) == meant


@pytest.mark.parametrize(("language", "typed"), [(code, each) for code, text in RIGHT.items() for each in listed(text)])
def test_a_right_query_is_left_alone(language, typed):
    assert corrected(typed, language, 0) == ""


def slip(word, letters, chance):
    """Make one typing error: a letter too few, too many, wrong, or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(letters)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


@pytest.mark.parametrize("language", ERRORS)
def test_most_of_five_hundred_errors_are_put_right_at_once(language):
    words, chance = vocabulary_of(language), random.Random(7)
    known = sorted(key for key in words.places if 5 <= len(key) <= 14 and words.frequency(key) >= 2)
    errors = [(slip(key, words.letters[:30], chance), key) for key in chance.choices(known, k=500)]
    errors = [(typed, meant) for typed, meant in errors if typed not in words.places]
    first = [(near_words(typed, language, 0, words, 1), meant) for typed, meant in errors]
    right = sum(found[0].key == meant for found, meant in first if found)

    assert right / len(errors) >= RIGHT_AT_LEAST[language], f"{language}: {right} of {len(errors)}"

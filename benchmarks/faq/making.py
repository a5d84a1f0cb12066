"""Makes hundreds of questions that readers might ask, quickly; the tests use it, too."""

from __future__ import annotations

import random
from typing import Any

from content.anchors import unique_anchor
from faq_blocks.models import Placement, Question, Topic

# Readers ask in many words: questions that differ by a number alone would compress to nothing.
WORDS = {
    "en": (
        "account address amount answer bank basket bill box brand cancel card carrier change charge claim code colour country"
        " coupon courier credit currency customs damage date deliver deposit discount door driver email exchange express fee"
        " gift guarantee insurance invoice item label late limit lost money notice number offer online open order pack paid"
        " parcel part password payment phone pick point price print promise receipt refund return sale seal second send"
        " service shelf ship shop sign size slip stock store street tax ticket time total track transfer value voucher week"
    ),
    "fa": (
        "حساب نشانی مبلغ پاسخ بانک سبد صورتحساب جعبه نشان لغو کارت باربر تغییر هزینه ادعا رمز رنگ کشور تخفیف پیک اعتبار"
        " ارز گمرک آسیب تاریخ تحویل سپرده در راننده رایانامه تعویض سریع هدیه ضمانت بیمه فاکتور کالا برچسب دیر سقف گمشده پول"
        " اعلان شماره پیشنهاد برخط باز سفارش بسته‌بندی پرداخت محموله قطعه گذرواژه تلفن مرکز بها چاپ وعده رسید بازگشت فروش"
        " دوم فرستادن خدمت قفسه کشتی فروشگاه امضا اندازه برگه انبار خیابان مالیات بلیت زمان جمع پیگیری انتقال ارزش هفته"
    ),
}
ASKED = {"en": "May I {} it {}?", "fa": "آیا {} را {}؟"}
LENGTH = 6
"""Words of a question: with those around them about 45 letters."""
ANSWER = "<p>Pack it, <b>{}</b> and hand it in: {}.</p><ul><li>Keep the slip.</li></ul>"
ANSWER_LENGTH = 30
"""Words of an answer that no other one has in this order."""


def add_many(count: int, *, locale: Any, topics: int = 20) -> list[Question]:
    """Add published questions, dealt out over topics."""
    words, asked, taken = WORDS[locale.language_code].split(), ASKED[locale.language_code], set[str]()
    chance = random.Random("questions")
    shelves = Topic.objects.bulk_create(
        [Topic(title=f"Topic {n}", slug=f"topic-{n}", locale=locale, sort_order=n) for n in range(topics)]
    )
    told = (chance.sample(words, LENGTH) for _each in range(count))
    texts = [asked.format(" ".join(each[:2]), " ".join(each[2:])) for each in told]
    answers = (chance.sample(words, ANSWER_LENGTH) for _each in range(count))
    raw = [[{"type": "rich_text", "value": ANSWER.format(each[0], " ".join(each[1:]))}] for each in answers]
    questions = Question.objects.bulk_create(
        [
            Question(question=text, slug=unique_anchor(text, taken), locale=locale, answer=answer)
            for text, answer in zip(texts, raw, strict=True)
        ]
    )
    placed = [Placement(topic=shelves[n % topics], question=each, sort_order=n) for n, each in enumerate(questions)]
    Placement.objects.bulk_create(placed)
    return questions

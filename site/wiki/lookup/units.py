"""Words of four languages for days, for money, and for what stands around them. All are compared folded (tokens.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from wiki.deciding.values import Topic
from wiki.lookup.tokens import folded_name


def _folded(words: str) -> frozenset[str]:
    return frozenset(folded_name(each) for each in words.split("|"))


DAY: Final = _folded("day|days|d|hari|hr|يوم|يوما|أيام|ايام|روز|روزه|روزها")
WEEK: Final = _folded("week|weeks|wk|wks|minggu|pekan|أسبوع|أسبوعا|أسابيع|هفته|هفته‌ای")
MONTH: Final = _folded("month|months|bulan|bln|شهر|شهرا|أشهر|شهور|ماه|ماهه")
LENGTHS: Final[tuple[tuple[frozenset[str], int], ...]] = ((WEEK, 7), (MONTH, 30))
"""Days in a unit. A month is thirty: the reader sees the days, and may type others."""
PAIRS: Final[dict[str, int]] = {
    name: days for days, words in {2: "يومان|يومين", 14: "أسبوعان|أسبوعين", 60: "شهران|شهرين"}.items() for name in _folded(words)
}
"""Words for two of a unit, in days."""
ORDINAL: Final = _folded("ke|رقم|number|شماره")
"""Between "day" and its number."""
ABOUT_DAYS: Final = _folded(
    "ago|after|since|delivery|delivered|old|within|lalu|yang|setelah|sejak|terima|diterima|pengiriman|منذ|بعد|قبل|مضت|مضى|"
    "التسليم|التوصيل|پیش|گذشته|گذشت|بعد|از|تحویل|پس"
)
"""Around a number of days these say nothing more."""

MULTIPLIERS: Final[dict[str, Decimal]] = {
    name: Decimal(factor)
    for factor, words in {
        1_000: "thousand|k|ribu|rb|ألف|الف|آلاف|الاف|هزار",
        1_000_000: "million|mio|juta|jt|مليون|ملايين|میلیون",
        1_000_000_000: "billion|milyar|miliar|مليار|میلیارد",
    }.items()
    for name in _folded(words)
}


@dataclass(frozen=True)
class Currency:
    """A name of money: the codes it may mean, the likeliest first, and by how much the number is to be multiplied."""

    codes: tuple[str, ...]
    factor: Decimal = Decimal(1)
    is_certain: bool = True
    """Whether the first code holds where the wiki speaks of none of them."""


def _named(codes: str, words: str, *, factor: int = 1, is_certain: bool = True) -> dict[str, Currency]:
    return {each: Currency(tuple(codes.split()), Decimal(factor), is_certain) for each in _folded(words)}


CURRENCY_NAMES: Final[dict[str, Currency]] = {
    **_named("EUR", "€|euro|euros|يورو|یورو"),
    **_named("USD AUD CAD SGD NZD HKD", "$|dollar|dollars|bucks|dolar|دولار|دولارات|دلار"),
    **_named("USD", "us dollar|us dollars|dolar as|دولار أمريكي|دلار آمریکا|usd"),
    **_named("AUD", "australian dollar|australian dollars|dolar australia|دولار أسترالي|دلار استرالیا"),
    **_named("SGD", "singapore dollar|singapore dollars|dolar singapura|دولار سنغافوري|دلار سنگاپور"),
    **_named("GBP EGP", "£|pound|pounds|pon|poundsterling|پوند"),
    **_named("GBP", "pound sterling|pounds sterling|pon sterling|جنيه إسترليني|پوند انگلیس"),
    **_named("EGP", "egyptian pound|egyptian pounds|pon mesir|جنيه مصري|پوند مصر"),
    **_named("EGP GBP SDG", "جنيه|جنيها|جنيهات", is_certain=False),
    **_named("IDR", "rp|rupiah|rupiahs|indonesian rupiah|روبية إندونيسية|روپیه اندونزی"),
    **_named("INR PKR IDR", "₹|rupee|rupees|روبية|روپیه", is_certain=False),
    **_named("INR", "indian rupee|indian rupees|rupee india|روبية هندية|روپیه هند"),
    **_named("PKR", "pakistani rupee|pakistani rupees|روبية باكستانية|روپیه پاکستان"),
    **_named("SAR", "riyal saudi|saudi riyal|saudi riyals|ريال سعودي|ريالات سعودية|ریال سعودی"),
    **_named("QAR", "qatari riyal|qatari riyals|ريال قطري|ریال قطر"),
    **_named("OMR", "omani rial|omani rials|ريال عماني|ریال عمان"),
    **_named("YER", "yemeni rial|yemeni rials|ريال يمني|ریال یمن"),
    **_named("IRR", "iranian rial|iranian rials|rial iran|ريال إيراني|ریال ایران"),
    **_named("IRR SAR QAR OMR YER", "﷼|rial|rials|riyal|riyals|ريال|ريالا|ريالات|ریال", is_certain=False),
    **_named("IRR", "toman|tomans|tuman|تومان|تومن|تومانا", factor=10),  # ten rials by definition, not by a rate
    **_named("AED MAD", "dirham|dirhams|درهم|درهما|دراهم", is_certain=False),
    **_named("AED", "uae dirham|uae dirhams|emirati dirham|درهم إماراتي|درهم امارات"),
    **_named("MAD", "moroccan dirham|moroccan dirhams|درهم مغربي|درهم مراکش"),
    **_named("KWD IQD JOD BHD TND DZD LYD RSD", "dinar|dinars|دينار|دينارا|دنانير|دینار", is_certain=False),
    **_named("KWD", "kuwaiti dinar|kuwaiti dinars|دينار كويتي|دینار کویت"),
    **_named("IQD", "iraqi dinar|iraqi dinars|دينار عراقي|دینار عراق"),
    **_named("JOD", "jordanian dinar|jordanian dinars|دينار أردني|دینار اردن"),
    **_named("BHD", "bahraini dinar|bahraini dinars|دينار بحريني|دینار بحرین"),
    **_named("TND", "tunisian dinar|tunisian dinars|دينار تونسي"),
    **_named("TRY SYP LBP", "lira|liras|ليرة|ليرات|لیر|لیره", is_certain=False),
    **_named("TRY", "turkish lira|turkish liras|lira turki|ليرة تركية|لیر ترکیه"),
    **_named("MYR", "ringgit|ringgits|رينغيت|رينجيت|رینگیت"),
    **_named("JPY CNY", "¥", is_certain=False),
    **_named("JPY", "yen|ين|ين ياباني|ین"),
    **_named("CNY", "yuan|renminbi|يوان|یوان"),
    **_named("CHF", "swiss franc|swiss francs|franken|franc swiss|فرنك سويسري|فرانک سوئیس"),
    **_named("RUB", "rouble|roubles|ruble|rubles|rubel|روبل"),
    **_named("THB", "baht|بات|بات تايلندي"),
    **_named("AFN", "afghani|afghanis|أفغاني|افغانی"),
}

WORDS_TOO: Final = frozenset(
    [
        "ALL",
        "TRY",
        "TOP",
        "CUP",
        "MAD",
        "GEL",
        "PEN",
        "BAM",
        "BOB",
        "COP",
        "SOS",
        "MOP",
        "DOP",
        "LAK",
        "MUR",
        "RON",
        "SAR",
        "SEK",
        "BAN",
        "PAB",
        "KIP",
        "NAD",
        "ERN",
    ]
)
"""Codes of currencies that are words as well: they count in capitals only."""

LABELS: Final[dict[Topic, frozenset[str]]] = {
    Topic.TIER: _folded("tier|customer|level|status|pelanggan|tingkat|فئة|عميل|العميل|زبون|سطح|مشتری"),
    Topic.REASON: _folded("reason|code|reason code|alasan|kode|kode alasan|سبب|السبب|رمز|دلیل|علت|کد"),
    Topic.CHANNEL: _folded("channel|via|by|kanal|saluran|lewat|قناة|القناة|عبر|کانال|راه|از طریق"),
    Topic.COUNTRY: _folded("country|negara|بلد|البلد|دولة|کشور"),
}
"""What may stand before or after a code and says what it is."""


def _groups(lines: Iterable[str]) -> list[frozenset[str]]:
    return [_folded(line) for line in lines]


SAME_CODES: Final = _groups(
    [
        "gold|emas|ذهبي|ذهبية|ذهب|طلایی|طلا",
        "silver|perak|فضي|فضية|نقره‌ای|نقره",
        "bronze|perunggu|برونزي|برونزية|برنزی|برنز",
        "platinum|بلاتيني|بلاتينية|بلاتينيوم|پلاتینی|پلاتینیوم",
        "vip|كبار الشخصيات|مهم|ویژه|وی آی پی",
        "new|baru|جديد|جديدة|جدید|تازه",
        "regular|standard|biasa|reguler|عادي|عادية|عادی|معمولی",
        "business|b2b|bisnis|أعمال|شركة|شركات|تجاری|شرکتی",
        "phone|telephone|call|telepon|هاتف|مكالمة|اتصال|تلفن|تماس",
        "chat|live chat|obrolan|دردشة|محادثة|چت|گفتگو|گفت‌وگو",
        "email|e mail|mail|surel|بريد|بريد إلكتروني|إيميل|ایمیل|رایانامه",
        "whatsapp|wa|واتساب|واتس اب|واتس‌اپ|واتساپ",
        "social|social media|sosial|media sosial|تواصل اجتماعي|شبكات اجتماعية|شبکه اجتماعی|شبکه‌های اجتماعی",
        "store|shop|in store|toko|متجر|محل|فروشگاه|حضوری",
        "web|website|online|situs|موقع|الموقع|وب|سایت|وب‌سایت",
        "app|aplikasi|تطبيق|اپ|برنامه",
        "damaged|damage|broken|rusak|pecah|تالف|تالفة|مكسور|تلف|کسر|مكسورة|آسیب‌دیده|شکسته|خراب",
        "late|delayed|delay|terlambat|telat|متأخر|متأخرة|تأخير|دیر|تأخیر|دیرکرد",
        "lost|missing|hilang|مفقود|مفقودة|ضائع|ضائعة|گم‌شده|گمشده",
        "wrong item|wrong|salah barang|salah|منتج خاطئ|خاطئ|غلط|کالای اشتباه|اشتباه",
        "defect|defective|faulty|cacat|معيب|معيبة|عيب|معیوب|ایراد",
        "changed mind|change of mind|berubah pikiran|غير رأيه|تغيير الرأي|تغییر نظر|پشیمانی|پشیمان",
        "unused|belum dipakai|غير مستعمل|غير مستعملة|استفاده‌نشده",
        "gift|hadiah|هدية|هدیه",
    ]
)
"""Names of one thing in four languages: a wiki's code that is one of them is found by the others."""

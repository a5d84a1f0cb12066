"""Pages with questions in every style, in every language of the demo; made inside the demo."""

from __future__ import annotations

STYLES = ("accordion", "toggle_list", "tabs", "cards", "side_index", "filter_list", "conversation")

WORDS = {
    "en": [
        ("When will my refund arrive?", "Cards take three to five working days after we receive the parcel.", "Returns"),
        (
            "Can I change the address?",
            "Yes, until it is packed. Open the order and choose <b>Change address</b>.",
            "Delivery",
        ),
        ("Do I have to keep the original box?", "Only for glass and electrical goods.", "Returns"),
        ("Can I pay in cash?", "Yes, for orders of up to 200 USD.", "Payment"),
    ],
    "ar": [
        ("متى يصل المبلغ المسترد؟", "تحتاج البطاقات من ثلاثة إلى خمسة أيام عمل بعد استلام الطرد.", "الإرجاع"),
        ("هل يمكنني تغيير العنوان؟", "نعم، حتى يُجهَّز الطلب. افتح الطلب واختر <b>تغيير العنوان</b>.", "التوصيل"),
        ("هل عليّ الاحتفاظ بالعلبة الأصلية؟", "للزجاج والأجهزة الكهربائية فقط.", "الإرجاع"),
        ("هل يمكن الدفع نقدًا؟", "نعم، للطلبات حتى 200 دولار.", "الدفع"),
    ],
    "fa": [
        ("پول من کی برمی‌گردد؟", "کارت‌ها پس از رسیدن بسته سه تا پنج روز کاری زمان می‌خواهند.", "بازگرداندن"),
        ("می‌توانم نشانی را عوض کنم؟", "بله، تا پیش از بسته‌بندی. سفارش را باز کنید و <b>تغییر نشانی</b> را برگزینید.", "ارسال"),
        ("باید جعبهٔ اصلی را نگه دارم؟", "تنها برای شیشه و کالای برقی.", "بازگرداندن"),
        ("می‌توانم نقدی بپردازم؟", "بله، برای سفارش‌های تا ۲۰۰ دلار.", "پرداخت"),
    ],
    "id": [
        ("Kapan uang saya kembali?", "Kartu memerlukan tiga sampai lima hari kerja setelah paket kami terima.", "Pengembalian"),
        ("Bisakah saya mengubah alamat?", "Ya, sampai pesanan dikemas. Buka pesanan dan pilih <b>Ubah alamat</b>.", "Pengiriman"),
        ("Haruskah saya menyimpan kotak aslinya?", "Hanya untuk kaca dan barang elektronik.", "Pengembalian"),
        ("Bisakah saya membayar tunai?", "Ya, untuk pesanan sampai 200 USD.", "Pembayaran"),
    ],
}

# In every language a page for each style, and one with a list of each.
_MAKING = """
from faq_blocks.models import FaqPage
from home.models import HomePage

LOOK = {"toggles_all": True, "level": "2"}

def block(style, rows, **more):
    entries = [{"question": q, "answer": f"<p>{a}</p>", "topic": t} for q, a, t in rows]
    value = {"heading": "", "entries": entries, "first_open": False, "one_open": False, "look": LOOK, **more}
    return {"type": f"faq_{style}", "value": value}

for home in HomePage.objects.filter(depth=2):
    rows = WORDS.get(home.locale.language_code)
    if not rows or FaqPage.objects.child_of(home).filter(slug="styles-tabs").exists():
        continue
    for style in STYLES:
        page = FaqPage(title=style, slug=f"styles-{style.replace('_', '-')}", locale=home.locale)
        page.body = [block(style, rows, heading=rows[0][2])]
        home.add_child(instance=page)
        page.save_revision().publish()
    page = FaqPage(title="all", slug="styles-all", locale=home.locale)
    page.body = [block(style, rows, heading=style, one_open=style == "accordion") for style in STYLES]
    home.add_child(instance=page)
    page.save_revision().publish()
"""


def making() -> str:
    """Return the lines that make the pages: /<language>/styles-<style>/ and /<language>/styles-all/."""
    return f"STYLES = {STYLES!r}\nWORDS = {WORDS!r}\n{_MAKING}"

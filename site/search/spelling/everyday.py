"""Words that people write into a search box whether or not a document has them: they are spelled right, so they are left
alone. Questions, wishes and courtesies, then what help centers are about; the stop words of the language come to them.
"""

from __future__ import annotations

from functools import cache

from search.analysis import analyse, language_analysis
from search.spelling.writing import key_of

_WORDS = {
    "en": """
    about after again all also always any anyone anything ask back because become been before best better between both
    bring bought buy call came cannot cant case change check choose come cost could cant different does doesnt doing done
    dont down each easy else email ever every example fast fail failed fails few find first fix found free gave get
    getting give gives going gone good got great happen happened happens help here high home hour however inside into
    issue just keep kind know last late later least left less let like line list little long look looking lost lot low
    made make makes making many maybe mean means mine more most move much must name need needed needs never new next nice
    none nothing now number off often okay old once one only open other others ours over own part people perhaps place
    please possible problem put quick quickly quite read really right said same save saw say see seem seen send sent
    several show side since site slow small some someone something soon sorry start started still stop sure take taken
    takes tell than thank thanks these thing things think those three through time times today together told tomorrow too
    took tried try trying turn two under until use used user using usually very wait want wanted wants week well went were
    while whole whose without word words work worked working works worse would write wrong year yes yesterday yet yours
    access account activate address agent amount app apply balance bank basket battery bill billing block booking box
    broken browser button calendar camera card cart cash charge charged chat checkout colour color company computer
    confirm connect connection contact copy country coupon credit currency customer damaged data debit deliver delivery
    device discount document download edit enable error exchange file folder form friend gift group guide image install
    internet invite invoice item join key laptop limit link lock login logout mail manage menu message method missing mobile
    money month network notification offer online order package parcel password pay payment phone photo pickup plan
    points policy postcode price print printer privacy product profile promo purchase receipt refund register remove
    rent repair replace report reset return review reward safe sale save schedule screen search security sell service
    settings share ship shipping shop sign signal size sofa sound status stock store subscribe subscription support
    switch table tax team text ticket tracking transfer travel unlock unsubscribe update upgrade upload value verify
    version video voucher wallet warranty website wifi window
    """,
    "ar": """
    اريد اود احتاج يمكن يمكنني استطيع يجب افعل اعمل اجد ابحث اعرف اعطني ساعدني ساعدوني مساعده مشكله سوال جواب طريقه
    شكرا رجاء لطفا ارجو لو سمحت الان اليوم امس غدا بعد قبل دائما ابدا فقط جدا كثير قليل اكثر اقل كبير صغير جديد قديم
    جيد سيئ صحيح خطا مثل غير بدون خلال حول تحت فوق داخل خارج كم لن لم ليس ليست لا نعم اي شيء احد كيفيه شرح معنى ممكن
    هنا هناك يعمل تعمل لماذا متي ايضا مره مرتين اول اخر نفس كله جميع عندي لدي معي تم عمل وقت يوم شهر سنه اسبوع ساعه
    حساب كلمه المرور السر دخول تسجيل بريد عنوان هاتف جوال رقم طلب طلبيه دفع بطاقه بنك تحويل استرداد استرجاع ارجاع
    استبدال توصيل شحن شحنه تتبع فاتوره ايصال الغاء تغيير تعديل حذف تحديث تفعيل رمز كود خصم قسيمه ضمان مكسور تالف مفقود
    ناقص مقاس حجم لون قطعه منتج متجر سعر ثمن ضريبه جمارك مخزون متوفر خدمه عملاء دعم تواصل اتصال تطبيق موقع صفحه خطا
    رساله امان خصوصيه بيانات اعدادات ملف صوره اشتراك باقه فاتوره رصيد هديه نقاط عرض عروض مال مبلغ صندوق باب بيت طابعه
    شاشه بطاريه جهاز حاسوب كمبيوتر انترنت شبكه لغه بلد مدينه شركه سياسه شروط عقد وثيقه مستند جواز سفر
    """,
    "fa": """
    میخواهم میخواستم لطفا ممنون سپاس مرسی سلام کمک راهنما راهنمایی مشکل سوال جواب روش طریقه نحوه باید نباید میتوانم
    میشود نمیشود نمیتوانم چطور چجوری چقدر چند کجا کی چرا الان امروز دیروز فردا بعد قبل همیشه هیچ فقط خیلی زیاد کم بیشتر
    کمتر بزرگ کوچک جدید قدیم قدیمی خوب بد درست اشتباه مثل بدون درباره مورد زیر روی داخل خارج همه هیچوقت دوباره هنوز
    دارم ندارم هستم نیستم کنم کنید بکنم شده نشده رفت آمد گفت ببینم بدانم پیدا وقت روز ماه سال هفته ساعت اول آخر لازم
    حساب رمز عبور گذرواژه ورود خروج ثبت ایمیل آدرس نشانی تلفن موبایل شماره سفارش پرداخت کارت بانک انتقال واریز برگشت
    بازگشت مرجوع تعویض تحویل ارسال پست پیگیری فاکتور رسید لغو تغییر ویرایش حذف بروزرسانی فعال کد تخفیف کوپن گارانتی
    ضمانت شکسته خراب معیوب گم ناقص سایز اندازه رنگ کالا محصول فروشگاه قیمت مالیات گمرک موجودی موجود خدمات مشتری پشتیبانی
    تماس برنامه سایت صفحه خطا پیام امنیت حریم خصوصی داده تنظیمات پروفایل عکس فایل اشتراک طرح اعتبار هدیه امتیاز پول مبلغ
    جعبه خانه چاپگر صفحه باتری دستگاه رایانه کامپیوتر اینترنت شبکه زبان کشور شهر شرکت قانون شرایط قرارداد سند گذرنامه
    """,
    "id": """
    mau ingin tolong terima kasih bantu bantuan masalah tanya pertanyaan jawab jawaban cara bagaimana harus perlu butuh
    tidak bukan belum jangan boleh mungkin sekarang hari ini kemarin besok sebelum sesudah setelah selalu pernah hanya
    sangat sekali banyak sedikit lebih kurang besar kecil baru lama baik buruk benar salah tanpa tentang atas bawah luar
    semua setiap lagi masih sudah telah kalian aku kamu gimana kok dong sih aja nggak gak enggak udah dulu nanti waktu
    jam minggu bulan tahun pertama terakhir sama lain orang buat bikin pakai kasih lihat cari tahu coba gagal bisa halo
    akun sandi kata masuk keluar daftar surel email alamat telepon ponsel nomor pesan pesanan bayar pembayaran kartu bank
    transfer uang kembali pengembalian retur tukar penukaran kirim pengiriman kurir paket lacak pelacakan faktur kuitansi
    struk batal batalkan ubah ganti hapus perbarui aktif kode diskon kupon garansi rusak pecah hilang kurang ukuran warna
    barang produk toko harga pajak bea stok tersedia layanan pelanggan dukungan hubungi kontak aplikasi situs halaman
    kesalahan galat pesan keamanan privasi data pengaturan profil gambar foto berkas langganan paket tagihan saldo hadiah
    poin promo kotak rumah pintu cetak layar baterai perangkat komputer internet jaringan bahasa negara kota perusahaan
    kebijakan syarat ketentuan dokumen paspor unduh unggah pasang sambung koneksi
    """,
}


@cache
def _everyday(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of the words, and the terms of those that have some."""
    words = _WORDS.get(language.partition("-")[0], "").split()
    keys = frozenset(map(key_of, (*words, *language_analysis(language).stop_words)))
    return keys, frozenset(analyse(" ".join(words), language))


def is_everyday(key: str, language: str) -> bool:
    """Tell whether a word is right in any help center, in this form or another one."""
    keys, terms = _everyday(language)
    return key in keys or not terms.isdisjoint(analyse(key, language))

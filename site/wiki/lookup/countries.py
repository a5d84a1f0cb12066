"""Names of countries in English, Arabic, Persian and Indonesian. Others are found by their code."""

from __future__ import annotations

from typing import Final

from wiki.lookup.tokens import folded_name

# code: names, with commas between them.
_NAMES = """
AE: united arab emirates, uae, emirates, الإمارات, الإمارات العربية المتحدة, امارات, امارات متحده عربی, uni emirat arab, uea
AF: afghanistan, أفغانستان, افغانستان, afganistan
AL: albania, ألبانيا, آلبانی
AM: armenia, أرمينيا, ارمنستان
AR: argentina, الأرجنتين, آرژانتین
AT: austria, النمسا, اتریش
AU: australia, أستراليا, استرالیا
AZ: azerbaijan, أذربيجان, آذربایجان
BD: bangladesh, بنغلاديش, بنگلادش
BE: belgium, بلجيكا, بلژیک, belgia
BG: bulgaria, بلغاريا, بلغارستان
BH: bahrain, البحرين, بحرین
BN: brunei, بروناي, برونئی
BR: brazil, البرازيل, برزیل, brasil
BY: belarus, بيلاروسيا, بلاروس
CA: canada, كندا, کانادا, kanada
CH: switzerland, سويسرا, سوئیس, swiss
CL: chile, تشيلي, شیلی
CN: china, الصين, چین, tiongkok, cina
CO: colombia, كولومبيا, کلمبیا, kolombia
CY: cyprus, قبرص, siprus
CZ: czech republic, czechia, التشيك, چک, جمهوری چک, ceko, republik ceko
DE: germany, ألمانيا, آلمان, jerman, deutschland
DK: denmark, الدنمارك, دانمارک
DZ: algeria, الجزائر, الجزایر, aljazair
EE: estonia, إستونيا, استونی
EG: egypt, مصر, mesir
ES: spain, إسبانيا, اسپانیا, spanyol
ET: ethiopia, إثيوبيا, اتیوپی, etiopia
FI: finland, فنلندا, فنلاند, finlandia
FR: france, فرنسا, فرانسه, prancis, perancis
GB: united kingdom, uk, great britain, britain, england, بريطانيا, إنجلترا, انگلستان, انگلیس, بریتانیا, inggris
GB: المملكة المتحدة, britania raya
GE: georgia, جورجيا, گرجستان
GR: greece, اليونان, یونان, yunani
HK: hong kong, هونغ كونغ, هنگ کنگ, hongkong
HR: croatia, كرواتيا, کرواسی, kroasia
HU: hungary, المجر, هنغاريا, مجارستان, hungaria
ID: indonesia, إندونيسيا, اندونزی
IE: ireland, أيرلندا, ایرلند, irlandia
IN: india, الهند, هند, هندوستان
IQ: iraq, العراق, عراق, irak
IR: iran, إيران, ایران
IS: iceland, آيسلندا, ایسلند, islandia
IT: italy, إيطاليا, ایتالیا, italia
JO: jordan, الأردن, اردن, yordania
JP: japan, اليابان, ژاپن, jepang
KE: kenya, كينيا, کنیا
KR: south korea, korea, كوريا الجنوبية, كوريا, کره, کره جنوبی, korea selatan
KW: kuwait, الكويت, کویت
KZ: kazakhstan, كازاخستان, قزاقستان, kazakstan
LB: lebanon, لبنان, libanon
LK: sri lanka, سريلانكا, سری لانکا
LT: lithuania, ليتوانيا, لیتوانی, lituania
LU: luxembourg, لوكسمبورغ, لوکزامبورگ, luksemburg
LV: latvia, لاتفيا, لتونی
LY: libya, ليبيا, لیبی
MA: morocco, المغرب, مراکش, maroko
MR: mauritania, موريتانيا, موریتانی
MT: malta, مالطا, مالت
MV: maldives, المالديف, مالدیو, maladewa
MX: mexico, المكسيك, مکزیک, meksiko
MY: malaysia, ماليزيا, مالزی
NG: nigeria, نيجيريا, نیجریه
NL: netherlands, the netherlands, holland, هولندا, هلند, belanda
NO: norway, النرويج, نروژ, norwegia
NP: nepal, نيبال, نپال
NZ: new zealand, نيوزيلندا, نیوزیلند, selandia baru
OM: oman, عمان, سلطنة عمان
PH: philippines, الفلبين, فیلیپین, filipina
PK: pakistan, باكستان, پاکستان
PL: poland, بولندا, لهستان, polandia
PS: palestine, فلسطين, فلسطین, palestina
PT: portugal, البرتغال, پرتغال
QA: qatar, قطر
RO: romania, رومانيا, رومانی, rumania
RS: serbia, صربيا, صربستان
RU: russia, روسيا, روسیه, rusia
SA: saudi arabia, ksa, السعودية, المملكة العربية السعودية, عربستان, عربستان سعودی, arab saudi, saudi
SD: sudan, السودان, سودان
SE: sweden, السويد, سوئد, swedia
SG: singapore, سنغافورة, سنگاپور, singapura
SI: slovenia, سلوفينيا, اسلوونی
SK: slovakia, سلوفاكيا, اسلواکی, slowakia
SN: senegal, السنغال, سنگال
SO: somalia, الصومال, سومالی
SY: syria, سوريا, سوریه, suriah
TH: thailand, تايلاند, تایلند
TJ: tajikistan, طاجيكستان, تاجیکستان
TL: timor leste, east timor, تيمور الشرقية, تیمور شرقی
TM: turkmenistan, تركمانستان, ترکمنستان
TN: tunisia, تونس
TR: turkey, türkiye, turkiye, تركيا, ترکیه, turki
TW: taiwan, تايوان, تایوان
UA: ukraine, أوكرانيا, اوکراین, ukraina
US: united states, united states of america, usa, america, الولايات المتحدة, أمريكا, آمریکا, ایالات متحده
US: amerika serikat, amerika
UZ: uzbekistan, أوزبكستان, ازبکستان
VN: vietnam, فيتنام, ویتنام
YE: yemen, اليمن, یمن, yaman
ZA: south africa, جنوب أفريقيا, آفریقای جنوبی, afrika selatan
"""


def _read() -> dict[str, str]:
    lines = (line.partition(":") for line in _NAMES.strip().splitlines())
    found = {folded_name(name): code for code, _colon, names in lines for name in names.split(",")}
    return {name.removeprefix("ال"): code for name, code in found.items()} | found


COUNTRY_CODES: Final = _read()
"""Folded names (tokens.py) to codes."""

"""What facts and criteria are about, and amounts of money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Codes of currencies in use (ISO 4217).
_CURRENCIES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS
VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CURRENCIES.split())
# Codes of countries (ISO 3166-1, two letters).
_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
OTHER = "*"
"""A country, tier, reason or channel that no criterion names."""
MOST_DAYS = 36_500
MOST_AMOUNT = Decimal(10) ** 11
"""The first amount that is too large to be stored."""

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
MOST_DECIMALS = 3
_TWO_WAYS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,'’\s]\d{3})+(?:[.,]\d{1,3})?")
_ARABIC_GROUPS = re.compile(r"(?<!\d)[1-9]\d{0,2}(?:٬\d{3})+(?!\d)")
_ARABIC_DECIMAL = re.compile(r"٫(\d{3})(?!\d)")


class Topic(TextChoices):
    """What a criterion asks about."""

    DAYS = "days", _("Days since delivery")
    AMOUNT = "amount", _("Amount")
    COUNTRY = "country", _("Country")
    TIER = "tier", _("Customer tier")
    REASON = "reason", _("Reason code")
    CHANNEL = "channel", _("Channel")


NUMBERS = (Topic.DAYS, Topic.AMOUNT)


class Operator(TextChoices):
    """How a criterion compares."""

    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")
    UNDER = "under", _("less than")
    OVER = "over", _("more than")
    BETWEEN = "between", _("between")
    ANY_OF = "any_of", _("one of")
    NONE_OF = "none_of", _("none of")


@dataclass(frozen=True)
class Money:
    """An amount in a currency. Amounts in different currencies are never compared: nobody guesses a rate."""

    amount: Decimal
    currency: str


def number_of(text: str) -> Decimal | None:
    """Read a number that is not negative, in the digits of any script; None when it is none, or has over three decimals.

    None as well where it can be read in two ways: "1.500" is fifteen hundred to some and one and a half to others, "1,500" too.
    `number_help` says how to write it. The Arabic signs for decimals and for groups leave no doubt.
    """
    plain = _latin(text)
    if not _NUMBER.fullmatch(plain) or _TWO_WAYS.fullmatch(plain):
        return None
    whole, _point, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) > MOST_DECIMALS:
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def number_help(text: str) -> str:
    """Return how to write a number whose separators can be misread; "" where they are not what is wrong with it."""
    plain = _latin(text)
    if found := _TWO_WAYS.fullmatch(plain):
        choice = {"whole": found[1] + found[2], "decimal": number_written(Decimal(f"{found[1]}.{found[2]}"), decimals=2)}
        return gettext("This number can be read in two ways. Write %(whole)s or %(decimal)s.") % choice
    if _GROUPED.fullmatch(plain):
        return gettext("Write it without separators between thousands, with a point before decimals: 1000 or 1000.00.")
    return ""


def number_written(number: Decimal, decimals: int = 0) -> str:
    """Write a number so that `number_of` reads it as it is: one with three decimals has a zero more, 1.5250."""
    whole, _point, part = format(number, "f").partition(".")
    part = part.rstrip("0").ljust(decimals, "0")
    if len(part) == MOST_DECIMALS and _TWO_WAYS.fullmatch(f"{whole}.{part}"):
        part += "0"
    return f"{whole}.{part}" if part else whole


def _latin(text: str) -> str:
    """Write digits of any script as ours, and the Arabic signs so that they say the same."""
    plain = "".join(str(int(each)) if each.isdecimal() else each for each in text.strip())
    plain = _ARABIC_GROUPS.sub(lambda found: found[0].replace("٬", ""), plain)
    return _ARABIC_DECIMAL.sub(r".\g<1>0", plain).replace("٫", ".")


def code_of(text: str) -> str:
    """Return a code as it is compared: without space around it, and whatever its case."""
    return " ".join(text.split()).casefold()

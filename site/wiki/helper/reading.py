"""What an agent answers, from the texts of a form or an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wiki.deciding.cases import Facts
from wiki.deciding.values import COUNTRIES, CURRENCIES, MOST_AMOUNT, MOST_DAYS, OTHER, Money, Topic, number_help, number_of

LONGEST = 60
FIELDS = (*Topic.values, "currency")


def facts_read(asked: Mapping[str, Any]) -> tuple[Facts, dict[str, str]]:
    """Return the facts, and a sentence for each field that makes no sense; such a field counts as not answered."""
    texts = {name: str(asked.get(name, "")).strip()[: LONGEST + 1] for name in FIELDS}
    problems: dict[str, str] = {}
    facts = Facts(
        days=_days(texts["days"], problems),
        amount=_amount(texts["amount"], texts["currency"].upper(), problems),
        country=_country(texts["country"], problems),
        tier=_code(texts["tier"]),
        reason=_code(texts["reason"]),
        channel=_code(texts["channel"]),
    )
    return facts, problems


def _days(text: str, problems: dict[str, str]) -> int | None:
    if not text:
        return None
    number = number_of(text)
    if number is None or number != number.to_integral_value() or number > MOST_DAYS:
        problems["days"] = number_help(text) or _("Write the days since delivery as a whole number, such as 34.")
        return None
    return int(number)


def _amount(text: str, currency: str, problems: dict[str, str]) -> Money | None:
    if not text:
        return None
    number = number_of(text)
    if number is None or number >= MOST_AMOUNT:
        problems["amount"] = number_help(text) or _("Write the amount as a number that is not negative, such as 80 or 79.95.")
    elif not currency:
        problems["currency"] = _("In which currency is the amount?")
    elif currency not in CURRENCIES:
        problems["currency"] = _("This is no code of a currency. Use three letters such as EUR, USD or IDR.")
    else:
        return Money(number, currency)
    return None


def _country(text: str, problems: dict[str, str]) -> str:
    code = text.upper()
    if code in COUNTRIES or code in ("", OTHER):
        return code
    problems["country"] = _("Write the country as a code of two letters, such as ID or DE.")
    return ""


def _code(text: str) -> str:
    return text if len(text) <= LONGEST and "\0" not in text else ""

"""Values of front matter, each read by one function that refuses what it does not understand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from content.audiences import Audience
from wiki.deciding.criteria import CriterionError, criterion_read, nobody_meets
from wiki.deciding.values import CURRENCIES, MOST_AMOUNT, Topic, number_of

Reader = Callable[[Any], Any]

ARTICLE_KINDS = {
    "how-to": "how_to",
    "troubleshooting": "troubleshooting",
    "reference": "reference",
    "public-policy": "policy",  # "policy" alone is one of the wiki
    "release-note": "release_note",
    "term": "term",
}
"""What a file calls the kinds of articles."""

MOST_MINUTES = 32_767

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class BadValueError(ValueError):
    """A value that cannot be used; the message says why."""


def text(longest: int | None = None) -> Reader:
    """Return a reader of one text of at most `longest` characters."""

    def read(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise BadValueError("must be text; put it in quotation marks")
        found = str(value).strip()
        if "\0" in found or _SURROGATE.search(found):
            raise BadValueError("holds a character that is not text")
        if longest is not None and len(found) > longest:
            raise BadValueError(f"is too long: {len(found)} characters, at most {longest} are allowed")
        return found

    return read


def words(value: Any) -> list[str]:
    """Read a list of texts, or one text with commas between."""
    if value is None:
        return []
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list):
        raise BadValueError("must be a list")
    return [each for each in map(text(), value) if each]


def lines(value: Any) -> str:
    """Read a list of texts as lines."""
    return "\n".join(words(value))


def date(value: Any) -> datetime.date | None:
    """Read a day such as 2026-11-03."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip())
    except ValueError:
        raise BadValueError("is not a day such as 2026-11-03") from None


def audience(value: Any) -> int:
    """Read public, customer or agent. Anything else is refused: a typing error must never publish a page."""
    names = {each.name.lower(): each.value for each in Audience}
    if not isinstance(value, str) or value.strip().lower() not in names:
        raise BadValueError(f"must be one of {', '.join(names)}")
    return names[value.strip().lower()]


def choice(allowed: Collection[str]) -> Reader:
    """Return a reader of one of these words; nothing at all leaves the field as it is by default."""

    def read(value: Any) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str) or value.strip() not in allowed:
            raise BadValueError(f"must be one of {', '.join(allowed)}")
        return value.strip()

    return read


def article_kind(value: Any) -> str | None:
    """Read what kind of article a file holds: how-to, troubleshooting, reference, public-policy, release-note or term."""
    return ARTICLE_KINDS.get(str(value).strip(), "article")


def colour(value: Any) -> str:
    """Read a colour such as #1f6b4f; it must stand in quotation marks."""
    found = text(7)(value)
    if found and not _COLOUR.fullmatch(found):
        raise BadValueError("must be # and six digits or letters a to f, in quotation marks")
    return found


def minutes(value: Any) -> int | None:
    """Read a number of minutes, at least one."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_MINUTES:
        raise BadValueError(f"must be a whole number from 1 to {MOST_MINUTES}")
    return value


def amount(value: Any) -> Decimal | None:
    """Read an amount of money that is not negative, such as 80 or 79.95."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        found: Decimal | None = Decimal(str(value))  # 1.125 is no thousand here: YAML knows one sign for decimals
    else:
        found = number_of(str(value).strip())
    if found is None or not found.is_finite() or not 0 <= found < MOST_AMOUNT:
        raise BadValueError("must be an amount such as 80 or 79.95")
    return found


def currency(value: Any) -> str:
    """Read the code of a currency."""
    found = text(3)(value).upper()
    if found and found not in CURRENCIES:
        raise BadValueError("must be the code of a currency such as EUR, USD or IDR")
    return found


def criteria(value: Any) -> list[tuple[str, str, str, str]]:
    """Read criteria of an exception, each as topic, comparison, value and, for amounts, currency. All must be possible."""
    found, read = [], []
    for line in value if isinstance(value, list) else [value] if value else []:
        topic, _blank, rest = text(300)(line).partition(" ")
        operator, _blank, wanted = rest.strip().partition(" ")
        of = ""
        if topic == Topic.AMOUNT:
            wanted, _blank, of = wanted.strip().rpartition(" ")
        try:
            each = criterion_read(topic=topic, operator=operator, value=wanted.strip(), currency=of)
        except CriterionError as error:
            raise BadValueError(f"has a criterion that cannot be read: {line!s:.60} ({error.sentence})") from None
        read.append(each)
        found.append((topic, operator, ", ".join(each.values) if topic == Topic.COUNTRY else wanted.strip(), each.currency))
    if nobody_meets(read) is not None:
        raise BadValueError("has criteria that contradict each other: nobody can meet them")
    return found


def whole_number(value: Any) -> int:
    """Read the place among siblings; may be negative."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**31 - 1:
        raise BadValueError("must be a whole number")
    return value

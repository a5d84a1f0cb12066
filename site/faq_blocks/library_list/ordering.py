"""The orders of a list, and its groups: by topic, by letter, or one for all."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from content.anchors import unique_anchor
from faq_blocks.library_list.rows import Row
from faq_blocks.models import ListOrder
from faq_blocks.selectors import useful_questions

# Persian has four letters of its own; by their numbers they would stand behind all others, and kaf and yeh out of place.
_PERSIAN = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_FOLDED = str.maketrans("أإٱؤئىيكةۀ", "اااویییکهه")
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Group:
    """Some questions below a heading; the only group of a list may have none."""

    anchor: str
    title: str
    rows: list[Row] = field(default_factory=list)


def ordered(rows: Sequence[Row], order: str) -> list[Row]:
    """Return the rows, which come in the order of the topics, in another one. Equals stay in the order of the topics."""
    if order == ListOrder.FEATURED:
        return sorted(rows, key=lambda row: not row.is_featured)
    if order == ListOrder.ALPHABET:
        return sorted(rows, key=lambda row: sort_key(row.question))
    if order == ListOrder.LATEST:
        return sorted(rows, key=lambda row: row.published or _LONG_AGO, reverse=True)
    if order == ListOrder.USEFUL:
        scores = useful_questions([row.pk for row in rows])
        return sorted(rows, key=lambda row: (-scores.get(row.pk, 0.0), not row.is_featured))
    return list(rows)


def grouped(rows: Sequence[Row], order: str) -> list[Group]:
    """Return rows in an order with their headings, whose anchors no question has."""
    groups: dict[str, Group] = {}
    taken = {row.anchor for row in rows}
    for row in rows:
        key, title, name = _heading(row, order)
        if key not in groups:
            groups[key] = Group(unique_anchor(f"topic-{name}", taken), title)
        groups[key].rows.append(row)
    if list(groups) == [""]:  # nothing to tell apart
        return [Group("", "", groups[""].rows)]
    return list(groups.values())


def _heading(row: Row, order: str) -> tuple[str, str, str]:
    if order == ListOrder.ALPHABET:
        letter = initial(row.question)
        return letter, letter, letter
    if order != ListOrder.TOPIC:
        return "", "", ""
    if row.topic is None:
        return "", _("Other questions"), "other"
    return str(row.topic.pk), row.topic.title, row.topic.slug


def initial(text: str) -> str:
    """Return the letter under which a text is looked up: its first, without marks; # for digits and signs."""
    plain = _plain(text)
    return plain[0].upper() if plain and plain[0].isalpha() else "#"


def sort_key(text: str) -> tuple[int, list[tuple[int, str]]]:
    """Return what sorts texts as a dictionary does: marks, case and the Arabic article do not count, letters come first."""
    plain = _plain(text)
    return (0 if plain and plain[0].isalpha() else 1), [_place(sign) for sign in plain]


def _plain(text: str) -> str:
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.category(sign).startswith("M")
    )
    begins = "".join(bare.translate(_FOLDED)).lstrip("".join({sign for sign in bare if not sign.isalnum()}))
    return begins[len(_ARTICLE) :] if begins.startswith(_ARTICLE) and len(begins.split(maxsplit=1)[0]) > 4 else begins


def _place(sign: str) -> tuple[int, str]:
    at = _PERSIAN.find(sign)
    return (0x0621 + at, sign) if at >= 0 else (ord(sign), sign)

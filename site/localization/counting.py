"""How much of a translation is done, in units and in words of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from django.db import transaction

from localization.locking import translations_lock
from localization.models import Kind, Translation, Unit, UnitState

_TAG = re.compile(r"<[^>]*>")
CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces, as a range for regular expressions: each sign of them is a word."""
_WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])\w)+(?:['’\u200c-](?:(?![{CJK}])\w)+)*")


def words_of(html: str) -> list[str]:
    """Return the words of inline HTML; a sign of a script without spaces counts as a word, a number as one."""
    return _WORD.findall(unescape(_TAG.sub(" ", html)))


def word_count(html: str) -> int:
    """Return how many words there are in inline HTML."""
    return len(words_of(html))


@transaction.atomic
def counts_refresh(translations: Iterable[int]) -> None:
    """Write the counts of these translations (primary keys) anew from their living text units, which are read once.

    Units in the bin and links or files count for nothing: a page without words to translate has a total of 0 and is done.
    The rows are held first: of two who count at once, the second sees what the first has written.
    """
    rows = translations_lock(translations)
    keys = [row.pk for row in rows]
    living = Unit.objects.filter(translation__in=keys, kind=Kind.TEXT).exclude(state=UnitState.BIN)
    units: dict[int, list[int]] = {key: [0, 0] for key in keys}
    words: dict[int, list[int]] = {key: [0, 0] for key in keys}
    for key, source, new, state, raw in living.order_by().values_list(
        "translation", "source", "new_source", "state", "needs_edit"
    ):
        number = word_count(new if state == UnitState.OUTDATED else source)
        units[key][0] += 1
        words[key][0] += number
        if state == UnitState.DONE and not raw:
            units[key][1] += 1
            words[key][1] += number
    for row in rows:
        row.units_total, row.units_done = units[row.pk]
        row.words_total, row.words_done = words[row.pk]
    Translation.objects.bulk_update(rows, ["units_total", "units_done", "words_total", "words_done"], batch_size=200)

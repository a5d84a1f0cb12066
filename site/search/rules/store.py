"""Rules out of the database, in force with the next query in every process.

Every change of a rule changes the number of `RulesVersion` in its own transaction. A process that reads another number than
that of its copy reads the rules anew; otherwise one small query is all that rules cost.
"""

from __future__ import annotations

import secrets
import time

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from search.models import HiddenResult, PromotedResult, RulesVersion, StopWordList, SynonymSet
from search.rules.compiled import PageRow, RuleRows, Rules, SynonymRow, compile_rules, lines_of

_THE_ROW = 1
_copies: dict[str, tuple[int, Rules]] = {}


def rules_for(language: str) -> Rules:
    """Return the rules in force for queries of this language."""
    # The number comes first: rules that change in between are newer than their number, and are read once more.
    number = RulesVersion.objects.filter(pk=_THE_ROW).values_list("number", flat=True).first()
    if number is not None and language in _copies and _copies[language][0] == number:
        return _copies[language][1]
    rules = compile_rules(rule_rows(language))
    if number is not None:  # without the row nobody could tell that the copy is old
        _copies[language] = (number, rules)
    return rules


def rule_rows(language: str) -> RuleRows:
    """Return what editors wrote for this language and is switched on."""
    synonyms = SynonymSet.objects.filter(language=language, is_active=True).order_by("pk")
    words = StopWordList.objects.filter(language=language).values_list("words", flat=True)
    promoted = PromotedResult.objects.filter(language=language).order_by("pk")
    hidden = HiddenResult.objects.filter(language=language).order_by("pk")
    return RuleRows(
        language=language,
        synonyms=tuple(
            SynonymRow(pk, lines_of(terms), lines_of(targets), direction == SynonymSet.Direction.ONE_WAY)
            for pk, terms, targets, direction in synonyms.values_list("pk", "terms", "targets", "direction")
        ),
        stop_words=tuple(line for text in words for line in text.split("\n")),
        promoted=tuple(
            PageRow(pk, lines_of(queries), page, starts, ends)
            for pk, queries, page, starts, ends in promoted.values_list("pk", "queries", "page_id", "starts", "ends")
        ),
        hidden=tuple(
            PageRow(pk, lines_of(queries), page) for pk, queries, page in hidden.values_list("pk", "queries", "page_id")
        ),
    )


def rules_changed() -> None:
    """Let every process read the rules anew, when the transaction that this belongs to is through.

    Called by itself for every saved or deleted rule; whoever writes past the models' signals (bulk_create, update) calls it.
    """
    number = _new_number()
    grown = Greatest(F("number") + 1, Value(number))
    with transaction.atomic():
        if not RulesVersion.objects.filter(pk=_THE_ROW).update(number=grown):
            RulesVersion.objects.bulk_create([RulesVersion(pk=_THE_ROW)], ignore_conflicts=True)
            RulesVersion.objects.filter(pk=_THE_ROW).update(number=grown)


def _new_number() -> int:
    """Return a number that grows with time and that no other change has.

    Counting by one would not do: a change that is rolled back leaves its number to the next one, and a process that had
    searched within the first transaction would take its copy for that of the second.
    """
    return int(time.time() * 1000) << 20 | secrets.randbits(20)

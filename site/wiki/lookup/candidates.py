"""Which exceptions the facts of a case speak for, asked of the database: it compares what criteria admit.

What comes out is a choice for the evaluation, which has the last word on each: the database knows bounds without their edges,
and nothing of several criteria on one topic.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from content.audiences import Reader
from content.models import HelpPage
from wiki.deciding.cases import Facts
from wiki.deciding.criteria import coded
from wiki.deciding.values import Operator, Topic
from wiki.lookup.reading import CODED, KnownCodes, Understood, known_codes, understood
from wiki.models import ExceptionCriterion, PolicyExceptionPage

MOST = 60
"""Exceptions that are looked at more closely."""


@dataclass(frozen=True)
class Candidate:
    """An exception that criteria speak for or against."""

    pk: int
    translation_key: UUID
    locale_id: int


def exceptions_seen_by(reader: Reader) -> QuerySet[Any]:
    """Return the ids of the exceptions that this reader may see, for use within other queries. What it asks, it asks once."""
    kind = ContentType.objects.get_for_model(PolicyExceptionPage)
    return HelpPage.objects.listable_to(reader).filter(content_type=kind).order_by().values("pk")


def understood_for(text: str, *, language: str, off: Collection[Topic], visible: QuerySet[Any]) -> Understood:
    """Read what was typed by the codes of those exceptions that a reader may see. At most two queries.

    Codes of others are none to this reader: what was understood would tell of them. It is asked only where the codes of all
    exceptions make a difference.
    """
    every = understood(text, codes=codes_in_use(ExceptionCriterion.objects.all()), language=language, off=off)
    none = understood(text, codes=KnownCodes(), language=language, off=off)
    if every == none:
        return none
    codes = codes_in_use(ExceptionCriterion.objects.filter(exception__in=visible))
    return understood(text, codes=codes, language=language, off=off)


def codes_in_use(criteria: QuerySet[Any]) -> KnownCodes:
    """Return the tiers, reasons, channels and currencies that criteria name. One query."""
    rows = criteria.filter(topic__in=(*CODED, Topic.AMOUNT)).order_by()
    seen = set(rows.values_list("topic", "value", "currency").distinct())
    values = {(topic, code.strip()) for topic, value, _money in seen if topic in CODED for code in _split(value)}
    return known_codes(sorted(each for each in values if each[1]), {money for _topic, _value, money in seen if money})


def _split(value: str) -> list[str]:
    for sign in "،;؛\n":
        value = value.replace(sign, ",")
    return value.split(",")


def candidates(facts: Facts, topics: Iterable[Topic], visible: QuerySet[Any]) -> list[Candidate]:
    """Return the exceptions of which a criterion asks about something that is known, those that may apply first.

    Among them those come first that are in force, then those with more criteria met. One query.
    """
    known = list(topics)
    if not known:
        return []
    met, unmet = Q(pk=None), Q(pk=None)
    for topic in known:
        fits, fails = _compared(topic, facts)
        met |= Q(topic=topic) & fits
        unmet |= Q(topic=topic) & fails
    rows = ExceptionCriterion.objects.filter(exception__in=visible, topic__in=known).values("exception_id").order_by()
    rows = rows.annotate(met=_number_of(met), unmet=_number_of(unmet), idle=_is_idle()).filter(Q(met__gt=0) | Q(unmet__gt=0))
    rows = rows.order_by("idle", "unmet", F("met").desc(), "exception_id")
    named = rows.values_list("exception_id", "exception__translation_key", "exception__locale_id")
    return [Candidate(*row[:3]) for row in named[:MOST]]


def rivals(facts: Facts, policy_paths: Collection[str], visible: QuerySet[Any]) -> list[int]:
    """Return the exceptions of these policies whose criteria the facts all meet, as far as the database can tell. One query."""
    met = Q(pk=None)
    for topic in Topic:
        if facts.knows(topic):
            met |= Q(topic=topic) & _compared(topic, facts)[0]
    below = reduce(or_, (Q(exception__path__startswith=path) for path in policy_paths))
    rows = ExceptionCriterion.objects.filter(below, exception__in=visible).values("exception_id").order_by()
    rows = rows.annotate(met=_number_of(met), asked=Count("pk")).filter(met=F("asked"))
    return list(rows.values_list("exception_id", flat=True))


def others_of(policy_paths: Collection[str], visible: QuerySet[Any], *, but: Collection[int], most: int) -> list[int]:
    """Return further exceptions of these policies, `most` and one at most, so that more can be told. One query."""
    below = reduce(or_, (Q(path__startswith=path) for path in policy_paths))
    return list(visible.filter(below).exclude(pk__in=but).order_by("path").values_list("pk", flat=True)[: most + 1])


def _number_of(condition: Q) -> Sum:
    return Sum(Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()))


def _is_idle() -> Case:
    """1 for exceptions that are not in force, as far as the database can tell."""
    today = timezone.localdate()
    idle = Q(exception__approved_on=None) | Q(exception__approved_on__gt=today)
    idle |= Q(exception__valid_to__lt=today) | Q(exception__valid_from__gt=today)
    return Case(When(idle, then=Value(1)), default=Value(0), output_field=IntegerField())


def _compared(topic: Topic, facts: Facts) -> tuple[Q, Q]:
    """Return when a criterion on a topic is met and when it is not; neither where it cannot be compared."""
    if topic in (Topic.DAYS, Topic.AMOUNT):
        number: Any = facts.days if topic == Topic.DAYS else facts.amount and facts.amount.amount
        fails = Q(low__gt=number) | Q(high__lt=number)
        fits = ~Q(low=None, high=None) & (Q(low=None) | Q(low__lte=number)) & (Q(high=None) | Q(high__gte=number))
        if topic == Topic.DAYS or facts.amount is None:
            return fits, fails
        money = Q(currency=facts.amount.currency)
        return money & fits, money & fails
    has = Q(codes__contains=coded(facts.code(topic)))
    none_of = Q(operator=Operator.NONE_OF)
    readable = ~Q(codes="")
    return readable & ((none_of & ~has) | (~none_of & has)), readable & ((none_of & has) | (~none_of & ~has))

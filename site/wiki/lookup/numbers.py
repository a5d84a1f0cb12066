"""Exceptions and policies by their number: E-7 is that one, however it is typed, and not whatever has an E or a 7 in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from content.audiences import Reader
from wiki.models import PolicyExceptionPage, PolicyPage

_NUMBER = re.compile(r"([^\W\d_]{1,8})[\s\-‐-―_.]*(\d{1,9})")
_BETWEEN = ("-", "", " ", ".")


@dataclass(frozen=True)
class Numbered:
    """The ids of what has the number that was typed, in all its languages."""

    exceptions: tuple[int, ...] = ()
    policies: tuple[int, ...] = ()


def numbered(text: str, *, visible: QuerySet[Any], reader: Reader) -> Numbered:
    """Return what has this number, of what a reader may see. Two queries where the text is one, else none.

    `visible`: the ids of exceptions that they may see. Digits may be of any script: "E-7", "e7" and "E ٧" are the same.
    """
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return Numbered()
    letters, digits = found[1], str(int(found[2]))
    same = reduce(or_, (Q(number__iexact=f"{letters}{sign}{digits}") for sign in _BETWEEN))
    exceptions = PolicyExceptionPage.objects.filter(same, pk__in=visible).order_by("path")
    policies = PolicyPage.objects.listable_to(reader).filter(same).order_by("path")
    return Numbered(tuple(exceptions.values_list("pk", flat=True)), tuple(policies.values_list("pk", flat=True)))

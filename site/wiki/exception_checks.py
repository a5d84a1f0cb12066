"""What makes no sense in an exception, with a sentence for each field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from wiki.deciding.criteria import Criterion, CriterionError, nobody_meets
from wiki.deciding.values import CURRENCIES

if TYPE_CHECKING:
    from wiki.models import ExceptionCriterion, PolicyExceptionPage

LONGEST_SUCCESSION = 100


def exception_problems(exception: PolicyExceptionPage) -> dict[str, Any]:
    """Return the sentences by field; nothing when all is well. A query for each step of a succession."""
    problems = {**limit_problems(exception), **supersedes_problems(exception)}
    if exception.approver == "agent" and exception.outcome == "ask" and not exception.approval:
        problems["approval"] = _("Who is to be asked? Choose whose approval is needed, or who else may grant it.")
    if sentence := criteria_problem(exception.criteria.all()):
        problems["__all__"] = sentence
    return problems


def limit_problems(exception: PolicyExceptionPage) -> dict[str, Any]:
    """Look at the amount and the currency of the limit."""
    amount, currency = exception.limit_amount, exception.limit_currency
    if amount is not None and amount < 0:
        return {"limit_amount": _("A limit cannot be negative.")}
    if amount is not None and not currency:
        return {"limit_currency": _("Say in which currency the limit is.")}
    if currency and amount is None:
        return {"limit_amount": _("There is a currency, but no amount.")}
    if currency and currency not in CURRENCIES:
        return {"limit_currency": _("This is no code of a currency. Use three letters such as EUR, USD or IDR.")}
    return {}


def supersedes_problems(exception: PolicyExceptionPage, parent_path: str = "") -> dict[str, Any]:
    """Look at what the exception takes the place of: one of the same policy, and never itself, whatever the way.

    `parent_path`: where an exception that is about to be made will stand.
    """
    older = exception.supersedes
    if older is None:
        return {}
    if older.pk == exception.pk or older.translation_key == exception.translation_key:
        return {"supersedes": _("An exception cannot supersede itself.")}
    parent = exception.path[: -exception.steplen] if exception.path else parent_path
    # A translation names what its original names, below another policy of course.
    if parent and older.locale_id == exception.locale_id and older.path[: -older.steplen] != parent:
        return {"supersedes": _("This is an exception of another policy. Choose one of the same policy.")}
    seen = {exception.translation_key}
    for _step in range(LONGEST_SUCCESSION):
        if older is None:
            return {}
        if older.translation_key in seen:
            break
        seen.add(older.translation_key)
        older = older.supersedes
    return {"supersedes": _("This goes in a circle: what it supersedes comes, step by step, back to this exception.")}


def criteria_problem(rows: Iterable[ExceptionCriterion]) -> Any:
    """Return a sentence when nobody can meet all of the criteria; "" otherwise. Each is looked at on its own elsewhere."""
    read: list[Criterion] = []
    for row in rows:
        try:
            read.append(row.read)
        except CriterionError as error:
            return error.sentence
    topic = nobody_meets(read)
    if topic is None:
        return ""
    if topic == "amount" and len({each.currency for each in read if each.topic == topic}) > 1:
        return _("The criteria name amounts in several currencies: nobody can meet all of them. Make an exception for each.")
    return _("Nobody can meet these criteria: those on “%(topic)s” contradict each other.") % {"topic": topic.label}

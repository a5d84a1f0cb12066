"""Criteria and facts in words, in the active language."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from content.digits import in_digits_of
from wiki.deciding.cases import Facts
from wiki.deciding.criteria import Criterion, plain
from wiki.deciding.values import OTHER, Money, Operator, Topic

_NUMBER = {
    Operator.AT_MOST: _("at most %(first)s"),
    Operator.AT_LEAST: _("at least %(first)s"),
    Operator.UNDER: _("less than %(first)s"),
    Operator.OVER: _("more than %(first)s"),
    Operator.BETWEEN: _("from %(first)s to %(last)s"),
}


def requirement(criterion: Criterion) -> str:
    """Say what a criterion asks for, without its topic: "at most 100 EUR", "ID or MY", "none of: gold"."""
    if criterion.operator in _NUMBER:
        first, last = _shown(criterion.values[0], criterion.currency), _shown(criterion.values[-1], criterion.currency)
        return str(_NUMBER[criterion.operator]) % {"first": first, "last": last}
    codes = gettext(", ").join(criterion.values)
    if criterion.operator == Operator.NONE_OF:
        return gettext("none of: %(codes)s") % {"codes": codes}
    return codes if len(criterion.values) == 1 else gettext("one of: %(codes)s") % {"codes": codes}


def given(facts: Facts, topic: Topic) -> str:
    """Say what is known about a topic; "" when nothing is."""
    if not facts.knows(topic):
        return ""
    if topic == Topic.DAYS:
        days = facts.days or 0
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": in_digits_of(days, get_language() or "")}
    if topic == Topic.AMOUNT and facts.amount is not None:
        return money(facts.amount)
    code = str(getattr(facts, topic.value))
    return gettext("another one") if code == OTHER else code


def money(amount: Money) -> str:
    """Write an amount with its currency."""
    return _shown(plain(amount.amount), amount.currency)


def _shown(number: str, currency: str) -> str:
    written = in_digits_of(number, get_language() or "")
    return f"{written}\N{NO-BREAK SPACE}{currency}" if currency else written

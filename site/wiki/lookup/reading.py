"""What was typed, read as facts of a case and as words to look for. Pure: the wiki's own codes are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from search.queries import clean_text, has_words
from wiki.deciding.cases import Facts
from wiki.deciding.values import COUNTRIES, CURRENCIES, MOST_AMOUNT, MOST_DAYS, Money, Topic
from wiki.lookup.countries import COUNTRY_CODES
from wiki.lookup.tokens import Token, folded_name, forms, number_read, spans, tokens_of
from wiki.lookup.units import (
    ABOUT_DAYS,
    CURRENCY_NAMES,
    DAY,
    LABELS,
    LENGTHS,
    MONTH,
    MULTIPLIERS,
    ORDINAL,
    PAIRS,
    SAME_CODES,
    WEEK,
    WORDS_TOO,
    Currency,
)

CODED: Final = (Topic.TIER, Topic.REASON, Topic.CHANNEL)
_TOUCHING = frozenset({"d", "k"})
"""Units of one letter, which must touch their number: "45d"."""
_PLACES = frozenset(
    map(folded_name, ["in", "to", "from", "for", "di", "ke", "dari", "في", "من", "إلى", "الى", "در", "از", "به", "برای"])
)
_OWN_CURRENCY: Final = {"fa": "IRR"}
"""Where a name of several currencies can only be meant so."""
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_STRAY = re.compile(r"\s*[,،;؛]+(?=\s|$)|(?<!\S)[-–.:]+(?!\S)")


@dataclass(frozen=True)
class KnownCodes:
    """The tiers, reasons and channels that exceptions of the wiki name, by each of their names, and its currencies."""

    names: Mapping[Topic, Mapping[str, str]] = field(default_factory=dict)
    currencies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Read:
    """One fact: what it is about, and the stretch of the text that says it. `is_off`: taken as words all the same."""

    topic: Topic
    typed: str
    is_off: bool = False


@dataclass(frozen=True)
class Understood:
    """Facts, and the words that are left. `more_words`: words that were read as a reason, should there be no others."""

    text: str
    facts: Facts
    read: tuple[Read, ...] = ()
    words: str = ""
    more_words: str = ""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What something is known about."""
        return tuple(each.topic for each in self.read if not each.is_off)


def known_codes(values: Iterable[tuple[str, str]], currencies: Iterable[str] = ()) -> KnownCodes:
    """Return the codes of (topic, code) pairs, each by its own name and by what it is called in other languages."""
    names: dict[Topic, dict[str, str]] = {topic: {} for topic in CODED}
    pairs = [(Topic(topic), code) for topic, code in values if topic in CODED]
    for topic, code in pairs:
        own = folded_name(code)
        for same in SAME_CODES:
            if own in same:
                for name in same:
                    names[topic].setdefault(_squashed(name), code)
    for topic, code in pairs:  # a code's own name comes before what another one is called
        names[topic][_squashed(folded_name(code))] = code
    return KnownCodes(names, frozenset(currencies))


def understood(text: str, *, codes: KnownCodes, language: str = "", off: Collection[Topic] = ()) -> Understood:
    """Read what was typed in any of the languages, whatever that of the page. `language` decides what else is ambiguous.

    A fact that makes no sense (a negative number, an amount without currency) is left as words. Never raises.
    """
    return _Reading(clean_text(text), codes, language, frozenset(off)).result()


def _squashed(name: str) -> str:
    return name.replace(" ", "")


@dataclass
class _Reading:
    text: str
    codes: KnownCodes
    language: str
    off: frozenset[Topic]
    tokens: list[Token] = field(default_factory=list)
    facts: dict[Topic, object] = field(default_factory=dict)
    read: list[Read] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    more: list[str] = field(default_factory=list)

    def result(self) -> Understood:
        self.tokens = tokens_of(self.text)
        at = 0
        while at < len(self.tokens):
            at = self._one(at)
        words = self.text
        for start, end in reversed(self.taken):
            words = f"{words[:start]} {words[end:]}"
        words = " ".join(_STRAY.sub(" ", words).split()) if self.taken else words
        given = {topic.value: value for topic, value in self.facts.items()}
        return Understood(
            self.text,
            Facts(**given),  # type: ignore[arg-type]  # each topic's own kind of value
            tuple(self.read),
            words if has_words(words) else "",
            " ".join(self.more),
        )

    def _one(self, at: int) -> int:
        """Read what begins at a place; return the next place."""
        for topic, find in (
            (Topic.DAYS, self._days),
            (Topic.AMOUNT, self._amount),
            (Topic.COUNTRY, self._country),
            *((topic, self._code_of(topic)) for topic in CODED),
        ):
            if any(each.topic == topic for each in self.read):
                continue
            if found := find(at):
                value, end = found
                self._note(topic, value, at, end)
                return end
        return at + 1

    def _note(self, topic: Topic, value: object, at: int, end: int) -> None:
        typed = self.text[self.tokens[at].start : self.tokens[end - 1].end]
        is_off = topic in self.off
        self.read.append(Read(topic, typed, is_off))
        if is_off:
            return
        self.facts[topic] = value
        if topic == Topic.REASON:
            self.more.append(typed)
        first, last = self._with_labels(topic, at, end)
        self.taken.append((self.tokens[first].start, self.tokens[last - 1].end))

    def _with_labels(self, topic: Topic, at: int, end: int) -> tuple[int, int]:
        """Return the stretch with the words around it that only say what it is: "45 days ago", "gold customer"."""
        free = self.taken[-1][1] if self.taken else 0
        around = ABOUT_DAYS if topic == Topic.DAYS else LABELS.get(topic, frozenset())
        before = around | _PLACES if topic == Topic.COUNTRY else around
        most = 3 if topic == Topic.DAYS else 1
        for _each in range(most):
            if at and self.tokens[at - 1].folded in before and self.tokens[at - 1].start >= free:
                at -= 1
        if topic in (Topic.DAYS, Topic.TIER):
            for _each in range(most):
                if end < len(self.tokens) and self.tokens[end].folded in around:
                    end += 1
        return at, end

    def _token(self, at: int) -> Token | None:
        return self.tokens[at] if at < len(self.tokens) else None

    def _number(self, at: int) -> Decimal | None:
        token = self._token(at)
        return number_read(token.text) if token and token.is_number and not token.is_negative else None

    def _is_unit(self, at: int, units: frozenset[str]) -> bool:
        token = self._token(at)
        if token is None or token.folded not in units:
            return False
        return token.folded not in _TOUCHING or (at > 0 and self.tokens[at - 1].end == token.start)

    def _days(self, at: int) -> tuple[int, int] | None:
        token = self.tokens[at]
        if token.folded in PAIRS:
            return PAIRS[token.folded], at + 1
        number, end = self._number(at), at + 2
        length = next((days for words, days in LENGTHS if self._is_unit(at + 1, words)), None)
        if number is not None and length is not None:
            number *= length
        elif number is None and token.folded in DAY and token.folded not in _TOUCHING:
            place = at + 2 if self._is_unit(at + 1, ORDINAL) else at + 1
            number, end = self._number(place), place + 1
            if number is not None and (self._is_unit(end, DAY | WEEK | MONTH) or self._amount(place)):
                return None
        elif not self._is_unit(at + 1, DAY):
            return None
        if number is None or number != number.to_integral_value() or number > MOST_DAYS:
            return None
        return int(number), end

    def _amount(self, at: int) -> tuple[Money, int] | None:
        for size, currency in self._currencies(at):
            if (found := self._number(at + size)) is not None:
                factor, end = self._factor(at + size + 1)
                return self._money(found * factor, currency, end)
        if (found := self._number(at)) is None:
            return None
        factor, end = self._factor(at + 1)
        for size, currency in self._currencies(end):
            return self._money(found * factor, currency, end + size)
        return None

    def _factor(self, at: int) -> tuple[Decimal, int]:
        token = self._token(at)
        if token and self._is_unit(at, frozenset(MULTIPLIERS)):
            return MULTIPLIERS[token.folded], at + 1
        return Decimal(1), at

    def _money(self, number: Decimal, currency: Currency, end: int) -> tuple[Money, int] | None:
        code, amount = self._code(currency), number * currency.factor
        return (Money(amount, code), end) if code and amount < MOST_AMOUNT else None

    def _currencies(self, at: int) -> Iterable[tuple[int, Currency]]:
        """Yield what may be a currency here, the longest name first."""
        for size, name in spans(self.tokens, at):
            token = self.tokens[at]
            code = token.text.upper()
            if size == 1 and code in CURRENCIES and (token.is_capital or code not in WORDS_TOO):
                yield 1, Currency((code,))
            yield from ((size, CURRENCY_NAMES[form]) for form in forms(name) if form in CURRENCY_NAMES)

    def _code(self, currency: Currency) -> str:
        """Return the one that is meant: that of the language, the only one of which the wiki speaks, or the usual one."""
        own = _OWN_CURRENCY.get(self.language, "")
        if own in currency.codes:
            return own
        used = [code for code in currency.codes if code in self.codes.currencies]
        if len(used) == 1:
            return used[0]
        return currency.codes[0] if currency.is_certain else ""

    def _country(self, at: int) -> tuple[str, int] | None:
        for size, name in spans(self.tokens, at):
            for form in forms(name):
                if form in COUNTRY_CODES:
                    return COUNTRY_CODES[form], at + size
        token = self.tokens[at]
        if token.is_capital and token.text in COUNTRIES and not _SHOUTED.search(self.text):
            return token.text, at + 1
        return None

    def _code_of(self, topic: Topic) -> Callable[[int], tuple[str, int] | None]:
        known = self.codes.names.get(topic, {})

        def find(at: int) -> tuple[str, int] | None:
            if not known:
                return None
            for size, name in spans(self.tokens, at, with_numbers=True):
                for form in forms(name):
                    if code := known.get(_squashed(form)):
                        return code, at + size
            return None

        return find

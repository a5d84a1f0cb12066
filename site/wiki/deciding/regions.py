"""The values that a criterion admits. Regions can be cut, and one can lie within another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Span:
    """Numbers from `low` to `high`, open where nothing is said; amounts have a currency besides."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    currency: str = ""

    def holds(self, value: Decimal) -> bool:
        """Tell whether a number lies in the span."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.high_open and value == self.high)

    def is_empty(self) -> bool:
        """Tell whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def cut(self, other: Span) -> Span | None:
        """Return what both admit; None when that is nothing."""
        if self.currency != other.currency:
            return None
        low, low_open = max((self._low(), other._low()))
        high, high_in = min((self._high(), other._high()))
        cut = Span(
            None if low == _LEAST else low,
            None if high == _MOST else high,
            low_open,
            not high_in and high != _MOST,
            self.currency,
        )
        return None if cut.is_empty() else cut

    def within(self, other: Span) -> bool:
        """Tell whether the other admits all that this one admits."""
        return self.currency == other.currency and self._low() >= other._low() and self._high() <= other._high()

    def gap(self, value: Decimal) -> float:
        """Return how far a number lies outside, in parts of the bound that it misses; 0.0 inside."""
        if self.holds(value):
            return 0.0
        bound = self.low if self.low is not None and value <= self.low else self.high
        return float(abs(value - bound) / max(abs(bound), Decimal(1))) if bound is not None else 0.0

    def _low(self) -> tuple[Decimal, bool]:
        return (_LEAST, False) if self.low is None else (self.low, self.low_open)

    def _high(self) -> tuple[Decimal, bool]:
        return (_MOST, True) if self.high is None else (self.high, not self.high_open)


_LEAST, _MOST = Decimal("-Infinity"), Decimal("Infinity")


@dataclass(frozen=True)
class Choice:
    """Codes: those named, or with `is_excluding` all but those named."""

    codes: frozenset[str]
    is_excluding: bool = False

    def holds(self, code: str) -> bool:
        """Tell whether a code is admitted."""
        return (code in self.codes) != self.is_excluding

    def cut(self, other: Choice) -> Choice | None:
        """Return what both admit; None when that is nothing."""
        if self.is_excluding and other.is_excluding:
            return Choice(self.codes | other.codes, is_excluding=True)
        if self.is_excluding:
            return other.cut(self)
        left = self.codes - other.codes if other.is_excluding else self.codes & other.codes
        return Choice(left) if left else None

    def within(self, other: Choice) -> bool:
        """Tell whether the other admits all that this one admits."""
        if self.is_excluding:
            return other.is_excluding and other.codes <= self.codes
        return self.codes.isdisjoint(other.codes) if other.is_excluding else self.codes <= other.codes


Region = Span | Choice


def cut(one: Region, other: Region) -> Region | None:
    """Return what two regions of one topic both admit; None when that is nothing."""
    if isinstance(one, Span):
        return one.cut(other) if isinstance(other, Span) else None
    return one.cut(other) if isinstance(other, Choice) else None


def within(one: Region, other: Region) -> bool:
    """Tell whether the second of two regions of one topic admits all that the first admits."""
    if isinstance(one, Span):
        return isinstance(other, Span) and one.within(other)
    return isinstance(other, Choice) and one.within(other)

"""Which backups stay: the last of each of so many days, weeks and months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

RULE = re.compile(r"(\d{1,4})([dwm])", re.ASCII)


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months that have a backup keep one."""

    days: int = 7
    weeks: int = 4
    months: int = 6

    @classmethod
    def read(cls, words: Iterable[str]) -> Keep:
        """Read "7d", "4w", "6m". Raises ValueError for anything else, and where nothing would be kept."""
        numbers = {"d": 0, "w": 0, "m": 0}
        for word in words:
            match = RULE.fullmatch(word)
            if match is None:
                raise ValueError(f"{word!r} is no number of days (7d), weeks (4w) or months (6m)")
            numbers[match[2]] = int(match[1])
        if not any(numbers.values()):
            raise ValueError("no backup would be kept; write such as 7d,4w,6m")
        return cls(numbers["d"], numbers["w"], numbers["m"])

    def kept(self, moments: Iterable[datetime]) -> set[datetime]:
        """Return those that stay; the newest always does."""
        newest_first = sorted(set(moments), reverse=True)
        stay = set(newest_first[:1])
        for count, named in ((self.days, "%Y-%m-%d"), (self.weeks, "%G-%V"), (self.months, "%Y-%m")):
            spans: dict[str, datetime] = {}
            for moment in newest_first:
                spans.setdefault(moment.strftime(named), moment)
            stay |= set(list(spans.values())[:count])
        return stay

"""Which announcement is there for a reader now, or soon."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sanad import Reader, plugin_settings

# A page that was fetched this long before the beginning still gets the banner in time.
AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Announcement:
    """What is shown, in one language. `mark` differs from that of any other text; it is what a browser remembers."""

    text: str
    link: str
    link_text: str
    level: str
    begins: datetime | None
    ends: datetime | None
    can_be_closed: bool
    mark: str

    def is_there(self, now: datetime) -> bool:
        """Has it begun, and not ended?"""
        return (self.begins is None or self.begins <= now) and (self.ends is None or now < self.ends)

    def is_near(self, now: datetime) -> bool:
        """Will it begin within a day?"""
        return self.begins is not None and now < self.begins <= now + AHEAD


def announcement_for(reader: Reader, language: str, *, is_home: bool | None = None) -> Announcement | None:
    """Return what this reader gets now or within a day; None for nothing. `is_home` is None where the page is not known."""
    chosen = plugin_settings("announcement", language=language)
    if not chosen.text or reader.level < chosen.audience or (is_home is False and chosen.place == "home"):
        return None
    found = Announcement(
        text=chosen.text,
        link=chosen.link,
        link_text=chosen.link_text,
        level=chosen.level,
        begins=chosen.begins,
        ends=chosen.ends,
        can_be_closed=chosen.can_be_closed,
        mark=hashlib.sha256(f"{chosen.level} {chosen.begins} {chosen.text}".encode()).hexdigest()[:12],
    )
    now = timezone.now()
    return found if found.is_there(now) or found.is_near(now) else None

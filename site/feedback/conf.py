"""The settings of this room as they are now, for every page: without a query as long as they are remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from feedback.models import FeedbackSettings

KEY = "feedback.settings"
REMEMBERED = 60
"""Seconds after which a process that was not told of a change knows it too."""

FIELDS = ("is_on", "asks_comments", "asks_email", "shows_counts", "comment_days", "email_days")


@dataclass(frozen=True)
class Wording:
    """The site's own words in one language; "" where it has none."""

    question: str = ""
    hint: str = ""
    thanks: str = ""


@dataclass(frozen=True)
class Known:
    """FeedbackSettings, detached from the database."""

    is_on: bool
    asks_comments: bool
    asks_email: bool
    shows_counts: bool
    comment_days: int
    email_days: int
    wordings: dict[str, Wording] = field(default_factory=dict)

    @property
    def words(self) -> Wording:
        """The site's own words in the active language."""
        return self.wordings.get(get_language() or "", Wording())


def feedback_settings() -> Known:
    """Return the settings; the defaults where nobody has saved any. One query a minute."""
    known: Known | None = cache.get(KEY)
    if known is None:
        words = [f"wordings__{name}" for name in ("language", "question", "hint", "thanks")]
        rows = list(FeedbackSettings.objects.order_by("pk").values_list(*FIELDS, *words))
        default = FeedbackSettings()
        values = rows[0][: len(FIELDS)] if rows else [getattr(default, name) for name in FIELDS]
        wordings = {row[len(FIELDS)]: Wording(*row[len(FIELDS) + 1 :]) for row in rows if row[len(FIELDS)]}
        known = Known(**dict(zip(FIELDS, values, strict=True)), wordings=wordings)
        cache.set(KEY, known, REMEMBERED)
    return known


def settings_forget(**_kwargs: Any) -> None:
    """Read anew the next time: somebody has saved."""
    cache.delete(KEY)

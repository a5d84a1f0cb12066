"""What a check finds: named by a code, told in the language of whoever looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """An error stands in the way of a review, until it is put right or a reviewer accepts it and says why."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    HINT = "hint", _("hint")


ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def _isolated(value: Any) -> str:
    """Return a value so that it keeps its own direction within a sentence of another; `bdi` for what is no HTML."""
    return f"\u2068{value}\u2069"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or may be.

    `start` and `end` count characters of what a reader reads (`placeholders.plain`), both 0 where it is about the whole text.
    `details` fill the sentence of the code; together with the code they name the finding. `waived` is empty, or says who
    accepted it, why and when: {"user": primary key, "reason": str, "at": ISO 8601}.
    """

    code: str
    severity: str
    start: int = 0
    end: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    waived: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence, in the language that is active."""
        from localization.quality.checks import register_all
        from localization.quality.registry import SENTENCES

        register_all()
        sentence = SENTENCES.get(self.code)
        return (
            str(sentence) % {key: _isolated(value) for key, value in self.details.items()} if sentence is not None else self.code
        )

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way of a review."""
        return self.severity == Severity.ERROR and not self.waived

    @property
    def name(self) -> tuple[str, str]:
        """What two findings of one text have in common when they are the same."""
        return self.code, repr(sorted(self.details.items()))

    def stored(self) -> dict[str, Any]:
        """Return it as `Unit.checks` keeps it."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "start": self.start,
            "end": self.end,
            "details": self.details,
            "waived": self.waived,
        }

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Finding:
        """Return a finding that `stored` wrote. Unknown keys are passed over."""
        return cls(**{key: stored[key] for key in ("code", "severity", "start", "end", "details", "waived") if key in stored})

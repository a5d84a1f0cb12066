"""What `manage.py plugin check` finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error must be mended before the plugin is given away; a warning may have its reasons."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that is wrong, where, and what to do about it."""

    path: str  # below the plugin's folder
    line: int  # from 1; 0: the file as a whole
    rule: str  # its name, for `plugin-check: allow <rule>`
    sentence: str
    advice: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether it must be mended."""
        return self.severity == Severity.ERROR

    @property
    def place(self) -> str:
        """File and line as editors take them: apps.py:12."""
        return f"{self.path}:{self.line}" if self.line else self.path

"""What an import has to say about its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "conflict", "warning"]


@dataclass(frozen=True)
class Problem:
    """One finding. `error` and `conflict`: the file was skipped. `warning`: it was imported all the same."""

    path: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.severity}: {self.path}: {self.message}"

"""Runs the checks on a text and its source, as the editor does, without a database."""

from __future__ import annotations

from typing import Any

from localization.editor.registry import TermHit
from localization.quality import Given
from localization.quality.registry import Limit, checks

NAMES = frozenset({"Naranj", "Naranj Pay"})


def found(source: str, text: str, code: str, **more: Any) -> dict[str, Any]:
    """Return the findings by their codes."""
    given = Given(source=source, text=text, code=code, source_code=more.pop("source_code", "en"), names=NAMES, **more)
    return {finding.code: finding for check in checks() for finding in check(given)}


def term(source: str, target: str = "", *forbidden: str) -> TermHit:
    return TermHit(source, target, tuple(forbidden))


__all__ = ["Limit", "found", "term"]

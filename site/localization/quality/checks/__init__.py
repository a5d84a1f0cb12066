"""Our own checks, by theme. Each module has CHECKS: functions, and the sentences of the codes they find."""

from __future__ import annotations

from localization.quality.checks import kept, limits, links, numbers, terms, typing, wording
from localization.quality.registry import register_check

_is_done = False


def register_all() -> None:
    """Register them; done once, whoever asks first."""
    global _is_done
    if not _is_done:
        _is_done = True
        for module in (kept, links, numbers, wording, limits, terms, typing):
            for check, sentences in module.CHECKS:
                register_check(check, sentences)

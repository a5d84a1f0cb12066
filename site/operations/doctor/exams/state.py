"""What the site's own parts say of themselves, and the register of grants."""

from __future__ import annotations

from collections.abc import Iterator

from operations.doctor.registry import register_exam
from operations.health import State, health_report
from wiki.grants.verifying import register_problems


def health_problems() -> Iterator[str]:
    """Parts that `/healthz/` tells of."""
    for name, part in health_report().items():
        if part.state != State.OK:
            yield f"{name}: {part.text}."


def register() -> None:
    """Register the exams of this theme."""
    register_exam("grants", "the register of grants is as it was written", register_problems)
    register_exam("health", "all parts are at work", health_problems)

"""Runs the exams, each by itself: one that breaks is a finding, and the others go on."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from operations.doctor.registry import Exam, all_exams

logger = logging.getLogger(__name__)

MOST_TOLD = 20


@dataclass
class Finding:
    """What an exam has found: `before` mending, if anything was mended, and `now`."""

    exam: Exam
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    is_mended: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, or nothing any more."""
        return not self.now

    def as_json(self) -> dict[str, Any]:
        """Return the finding for programs."""
        return {
            "name": self.exam.name,
            "about": self.exam.about,
            "sound": self.is_sound,
            "problems": self.now,
            "can_mend": self.exam.mend is not None,
            "mended": self.before if self.is_mended else [],
        }


def examine(*, only: Collection[str] = (), repair: bool = False) -> Iterator[Finding]:
    """Yield what each exam finds; with `repair` it mends what it can and looks again."""
    for exam in all_exams():
        if only and exam.name not in only:
            continue
        finding = Finding(exam, _look(exam))
        if repair and finding.now and exam.mend:
            finding.before, finding.is_mended = finding.now, True
            finding.now = _mended(exam) + _look(exam)
        yield finding


def _look(exam: Exam) -> list[str]:
    try:
        found = list(islice(exam.look(), MOST_TOLD + 1))
    except Exception as error:
        logger.exception("the exam %s broke", exam.name)
        return [f"This could not be looked at: {type(error).__name__}: {error}"]
    return found if len(found) <= MOST_TOLD else [*found[:MOST_TOLD], "... and more of the same."]


def _mended(exam: Exam) -> list[str]:
    assert exam.mend is not None  # noqa: S101  # nosec B101 # for the types
    try:
        exam.mend()
    except Exception as error:
        logger.exception("mending by %s broke", exam.name)
        return [f"Mending broke: {type(error).__name__}: {error}"]
    return []

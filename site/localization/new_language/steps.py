"""What a new language needs. Each room registers its own step; `manage.py language_add` does them in their order.

    def index_ready(locale):
        return Told(missing=[f"No stemmer for {locale.language_code}."])

    register_step("Search", index_ready, order=50)

A step may be done again at any time: it adds what lacks, and says what is still missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wagtail.models import Locale


@dataclass(frozen=True)
class Told:
    """Sentences for whoever adds the language: what was made, and what people have to bring."""

    made: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


Step = Callable[[Locale], Told]

_steps: dict[str, tuple[int, Step]] = {}


def register_step(name: str, step: Step, *, order: int) -> None:
    """Have a step done for each new language; one of the same name is replaced."""
    _steps[name] = (order, step)


def steps_do(locale: Locale) -> Iterator[tuple[str, Told]]:
    """Do all steps for a language, each when it is asked for; yields the name of each and what it says."""
    for name, (_order, step) in sorted(_steps.items(), key=lambda each: each[1][0]):
        yield name, step(locale)

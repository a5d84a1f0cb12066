"""Words that are known before anybody translates: parts of the room that know some register here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from localization.models import Origin


@dataclass(frozen=True)
class Fill:
    """A text for a source, and where it comes from; see Unit."""

    text: str
    origin: str = Origin.MEMORY
    engine: str = ""
    match: int = 100
    needs_edit: bool = False


Filler = Callable[[Collection[str], Any, Any], Mapping[str, Fill]]
"""From sources (inline HTML), the Locale they are in and the one wanted, to texts for those of them that it knows."""

fillers: list[Filler] = []


def register_filler(filler: Filler) -> None:
    """Let new translations begin with what this one knows. It is asked once for each chunk of pages; who came first is first."""
    if filler not in fillers:
        fillers.append(filler)


def filled(sources: Collection[str], source_locale: Any, locale: Any) -> dict[str, Fill]:
    """Return what is known for these sources."""
    found: dict[str, Fill] = {}
    for filler in fillers:
        missing = [source for source in sources if source not in found]
        if missing:
            found |= {source: fill for source, fill in filler(missing, source_locale, locale).items() if fill.text.strip()}
    return found

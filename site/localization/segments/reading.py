"""The walk that notes what there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from localization.segments.walk import Segment, Walk


@dataclass
class Found:
    """What there is in a source: its segments, the pages it links to and the snippets it points to (model and primary key)."""

    segments: list[Segment] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    related: dict[tuple[Any, str], None] = field(default_factory=dict)


class Reading(Walk):
    """Notes and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Found()

    def said(self, segment: Segment) -> str | None:
        self.found.segments.append(segment)
        return None

    def chosen(self, segment: Segment) -> Any:
        self.found.segments.append(segment)
        if segment.attributes["what"] == "page" and str(segment.source_value).isdecimal():
            self.found.pages.add(int(segment.source_value))
        return segment.source_value

    def related(self, model: Any, pk: Any) -> Any:
        self.found.related[model, str(pk)] = None
        return pk


def found_in(source: Any) -> Found:
    """Return what there is in a page or snippet."""
    from localization.segments.page import page_pass

    reading = Reading()
    page_pass(reading, source, None)
    return reading.found

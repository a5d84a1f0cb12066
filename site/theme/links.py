from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A title and where it leads."""

    title: str
    url: str
    current: bool = False
    summary: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of the page's text, for the table of contents; level 2 or 3."""

    id: str
    text: str
    level: int


@dataclass(frozen=True)
class Language:
    """An entry of the language switcher; `url` always answers. `title`: of the page there, "" for what is no page."""

    code: str
    name: str
    direction: str
    url: str
    current: bool
    title: str = ""

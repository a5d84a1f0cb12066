"""The panels of the page "System": each a heading and some facts, read while somebody looks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plugins.active import is_active
from plugins.naming import own_name, owner_for
from plugins.registry import Registry
from plugins.shield import shielded

logger = logging.getLogger(__name__)

Text = str | Promise


class Tone(StrEnum):
    """How a fact is meant: `PLAIN` only informs."""

    PLAIN = ""
    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True)
class Fact:
    """A line of a panel. `is_english` is for what is not translated: versions, names of hosts, messages of servers."""

    label: Text
    value: Text
    tone: Tone = Tone.PLAIN
    is_english: bool = False
    url: str = ""


Read = Callable[[], Iterable[Fact]]


@dataclass(frozen=True)
class PanelEntry:
    """A registered panel."""

    name: str
    heading: Text
    read: Read
    order: int
    owner: str = ""


@dataclass(frozen=True)
class PanelShown:
    """A panel as the page shows it."""

    name: str
    heading: Text
    facts: tuple[Fact, ...]


_entries: Registry[PanelEntry] = Registry("system panels")


def register_panel(name: str, heading: Text, read: Read, *, order: int = 500) -> None:
    """Show a panel on the page "System"; the same name again replaces it. A plugin's is called like its slug, or "<slug>.name".

    `read` returns facts in the active language within a second. What fails in it shows as a line of the panel.
    """
    owner = owner_for(read)
    name = name if name == owner else own_name(name, owner, separator=".", what="system panel")
    _entries.add(PanelEntry(name, heading, read, order, owner), name=name, owner=owner, replace=True)


def panels() -> list[PanelShown]:
    """Return every panel with its facts."""
    entries = sorted(_entries, key=lambda entry: (entry.order, entry.name))
    return [PanelShown(each.name, each.heading, _facts(each)) for each in entries if is_active(each.owner)]


def _facts(entry: PanelEntry) -> tuple[Fact, ...]:
    failed = (Fact(_("State"), _("This could not be read. The log tells why."), Tone.DEGRADED),)
    if entry.owner:
        return shielded(entry.owner, f"system panel {entry.name}", lambda: tuple(entry.read()), failed)
    try:
        return tuple(entry.read())
    except Exception:
        logger.exception("the panel %s of the page System could not be read", entry.name)
        return failed

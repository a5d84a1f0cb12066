"""Who holds something about people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.personal_data.persons import Person
from plugins.naming import own_name, owner_for
from plugins.registry import Registry

Export = Callable[[Person], list[dict[str, Any]]]
Erase = Callable[[Person], int]


@dataclass(frozen=True)
class Holder:
    """A kind of data about people; `label` is for them to read and may be lazy."""

    label: Any
    export: Export
    erase: Erase


holders: Registry[Holder] = Registry("personal data")


def register_personal_data(name: str, label: Any, export: Export, erase: Erase) -> None:
    """Tell that something about people is kept, how they get it and how it goes.

    `export` gets a Person and returns rows of plain values for JSON, with dates as `datetime` or text. `erase` removes the
    person's data, or all in it that leads to them, and returns how many rows it changed; called again, it finds nothing.
    Both find by account, by address, or by both: either may be missing. They belong to the room that keeps the data, and
    show no more of pages than this person may see. A plugin's name is "<slug>__name". Raises ValueError for another name,
    DuplicateEntryError where it is taken.
    """
    owner = owner_for(export)
    holders.add(Holder(label, export, erase), name=own_name(name, owner, what="personal data"), owner=owner)

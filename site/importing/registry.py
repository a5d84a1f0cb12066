"""Where pages can come from and go to: rooms and plugins register importers and exporters by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from plugins.naming import own_name, owner_for
from plugins.registry import Entry, Registry
from plugins.shield import shielded

if TYPE_CHECKING:
    from importing.exporting.selection import Export
    from importing.problems import Problem

T = TypeVar("T")

Prepare = Callable[[Path, Path], Path]
"""From what is to be imported (a file or folder), and an empty folder to write in, to a folder of Markdown."""
Write = Callable[["Export", Path], "Iterable[Problem]"]
"""Writes pages below a folder; returns or yields what cannot be written."""


class TransferError(Exception):
    """Nothing was imported or exported; the message says why."""


@dataclass(frozen=True)
class Importer:
    """A way for pages to come."""

    name: str
    label: Any
    prepare: Prepare


@dataclass(frozen=True)
class Exporter:
    """A way for pages to go."""

    name: str
    label: Any
    write: Write


_importers: Registry[Importer] = Registry("importers")
_exporters: Registry[Exporter] = Registry("exporters")


def register_importer(name: str, label: Any, prepare: Prepare) -> None:
    """Let pages be imported by `manage.py import_from NAME PATH`.

    `prepare(path, folder)` makes Markdown of what is at `path`: a folder for each language in `folder`, with files as
    `import_markdown` reads them and pictures beside them. It returns that folder. All else is done as for Markdown: what was
    imported before is brought up to date, and what editors have changed since is left alone. A plugin's name is
    "<slug>__name". Raises ValueError for another name, and when the name is taken.
    """
    owner = owner_for(prepare)
    _importers.add(Importer(own_name(name, owner, what="importer"), label, prepare), name=name, owner=owner)


def register_exporter(name: str, label: Any, write: Write) -> None:
    """Let pages be exported by `manage.py export_to NAME PATH`.

    `write(export, folder)` gets pages that readers of the chosen audience may see, as data without passages for others, and
    writes them below `folder`, which is empty. It returns what could not be written. A plugin's name is "<slug>__name".
    Raises ValueError for another name, and when the name is taken.
    """
    owner = owner_for(write)
    _exporters.add(Exporter(own_name(name, owner, what="exporter"), label, write), name=name, owner=owner)


def importer_choices() -> str:
    """Return the importers that are in force, in words for a help text of argparse."""
    return _choices(_importers)


def exporter_choices() -> str:
    """Return the exporters that are in force, in words for a help text of argparse."""
    return _choices(_exporters)


def prepared_by(name: str, path: Path, folder: Path) -> Path:
    """Return the folder of Markdown that the importer `name` makes of `path`. Raises TransferError."""
    entry = _named(_importers, name)
    made = _called(entry, lambda: Path(entry.entry.prepare(path, folder)))
    if entry.owner and not made.resolve().is_relative_to(folder.resolve()):
        raise TransferError(f"The importer {name} has written somewhere else than where it was told to.")
    return made


def written_by(name: str, export: Export, folder: Path) -> list[Problem]:
    """Have the exporter `name` write pages below a folder; return what it could not write. Raises TransferError."""
    entry = _named(_exporters, name)
    return _called(entry, lambda: list(entry.entry.write(export, folder)))


def _named(registry: Registry[T], name: str) -> Entry[T]:
    found = next((each for each in registry.entries() if each.name == name), None)
    if found is None:
        raise TransferError(f"There is nothing called {name!r} here; there are: {', '.join(e.name for e in registry.entries())}.")
    return found


def _choices(registry: Registry[Any]) -> str:
    words = ", ".join(f"{each.name} ({_label(each)})" for each in registry.entries())
    return f"one of: {words}".replace("%", "%%")  # argparse fills in what begins with it


def _label(entry: Entry[Any]) -> str:
    """What it calls itself; its name when that cannot be said: a label may be a text that is made now."""
    return shielded(entry.owner, f"import or export {entry.name}", lambda: str(entry.entry.label), entry.name)


def _called(entry: Entry[Any], call: Callable[[], T]) -> T:
    done = shielded(entry.owner, f"import or export {entry.name}", lambda: (call(),), None)
    if done is None:
        raise TransferError(f"{entry.name} of the plugin {entry.owner} has failed; the log says why.")
    return done[0]

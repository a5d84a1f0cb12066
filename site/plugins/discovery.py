"""Find the plugins: folders, and Python packages with an entry point. Imports nothing of a plugin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from plugins.files import list_files
from plugins.manifest import Manifest, ManifestError, read_manifest
from plugins.manifest_rules import NOT_A_SLUG, SLUG_RULE, is_slug

ENTRY_POINTS = "sanad.plugins"


@dataclass(frozen=True)
class Found:
    """A folder that is a plugin, or wants to be one. `problems` are sentences; with any of them it is not loaded."""

    manifest: Manifest | None
    folder: Path
    problems: tuple[str, ...] = ()
    stamp: str = ""  # changes with any file of the plugin; see files.Listing

    @property
    def slug(self) -> str:
        """The plugin's slug; where there is no manifest, the name of its folder."""
        return self.manifest.slug if self.manifest else self.folder.name


def find_plugins(folder: Path) -> list[Found]:
    """Return what lies in `folder`, in the order of the alphabet, then the installed packages. Never raises.

    Two of one slug are found once, the folder, with a problem: which of them is meant, nobody can know.
    """
    found: dict[str, Found] = {}
    for each in [*_in_folder(folder), *_installed()]:
        if (first := found.get(each.slug)) is None:
            found[each.slug] = each
        else:
            twice = f"There are two plugins {each.slug!r}: {first.folder} and {each.folder}. Remove one of them."
            found[each.slug] = replace(first, problems=(*first.problems, twice))
    return list(found.values())


def find_plugin(folder: Path, *, entry_point: str = "") -> Found:
    """Look at one plugin's folder. Never raises."""
    listing = list_files(folder)
    problems = list(listing.problems)
    manifest = None
    if not entry_point and not is_slug(folder.name):
        problems.append(f"The folder's name {folder.name!r} cannot be a slug: {SLUG_RULE}; {NOT_A_SLUG}.")
    try:
        manifest = read_manifest(folder, entry_point=entry_point)
    except ManifestError as error:
        problems += error.problems
    return Found(manifest, folder, tuple(problems), listing.stamp)


def on_disk(folder: Path, slug: str) -> bool:
    """Does a plugin of this slug lie there now, in `folder` or as an installed package, whoever has loaded it?"""
    if (folder / slug).is_dir():
        return True
    return any(_has_folder(point) for point in entry_points(group=ENTRY_POINTS) if point.name == slug)


def _has_folder(point: EntryPoint) -> bool:
    spec = _look_up(point.module)
    return spec is not None and any(Path(each).is_dir() for each in spec.submodule_search_locations or ())


def _in_folder(folder: Path) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(each.name for each in entries if not each.name.startswith((".", "_")) and each.is_dir())
    except OSError:
        return  # no folder, no plugins
    inside = Path(os.path.realpath(folder))
    for name in names:
        path = folder / name
        if Path(os.path.realpath(path)).is_relative_to(inside):
            yield find_plugin(path)
        else:
            yield Found(None, path, ("The folder is a link out of the folder of plugins. Copy the plugin instead.",))


def _installed() -> Iterator[Found]:
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda each: each.name):
        try:
            yield _package(point)
        except Exception as error:  # a finder of some other package
            yield _unusable(point, f"Its package {point.value!r} cannot be looked up: {type(error).__name__}.")


def _package(point: EntryPoint) -> Found:
    spec = _look_up(point.module)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if len(places) != 1:
        return _unusable(point, f"The entry point names {point.value!r}, which is no package with a folder of its own.")
    found = find_plugin(Path(places[0]), entry_point=point.module)
    if found.manifest and found.slug != point.name:
        why = f"The entry point is named {point.name!r}, but the slug in plugin.toml is {found.slug!r}: both must be the same."
        return replace(found, problems=(*found.problems, why))
    return found if found.manifest else replace(_unusable(point, *found.problems), stamp=found.stamp)


def _unusable(point: EntryPoint, *problems: str) -> Found:
    return Found(None, Path(point.name), problems)


def _look_up(module: str) -> ModuleSpec | None:
    """Find a package without importing it or what it lies in, as importlib.util.find_spec would."""
    places: list[str] | None = None
    spec = None
    parts = module.split(".")
    for count in range(1, len(parts) + 1):
        name = ".".join(parts[:count])
        spec = next((one for finder in sys.meta_path if (one := finder.find_spec(name, places))), None)
        if spec is None:
            return None
        places = list(spec.submodule_search_locations or ())
    return spec

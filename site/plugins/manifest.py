"""plugin.toml: what a plugin says about itself, read without importing it."""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plugins.manifest_rules import check_document, is_slug
from plugins.owners import NAMESPACE

MANIFEST = "plugin.toml"
MOST_BYTES = 64 * 1024

__all__ = ["MANIFEST", "MOST_BYTES", "Manifest", "ManifestError", "is_slug", "read_manifest"]


class ManifestError(ValueError):
    """A plugin.toml cannot be used. `problems` are sentences, one for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Manifest:
    """What a plugin says about itself. Ranges of versions are texts such as ">=1,<2"; "" admits all."""

    slug: str
    name: str
    version: str
    description: str = ""
    author: str = ""
    licence: str = ""
    url: str = ""
    text_domain: str = ""
    requires_sanad: str = ""
    requires_python: str = ""
    requires: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)  # slug -> range of versions
    provides: frozenset[str] = frozenset()
    settings_page: str = ""  # an address below /admin/, without a slash at its beginning
    source: Path = Path()  # the folder it was read from
    entry_point: str = ""  # the package, for a plugin that came as a Python package; "" for a folder

    @property
    def package(self) -> str:
        """The dotted name the plugin is imported by."""
        return self.entry_point or f"{NAMESPACE}.{self.slug}"


def read_manifest(folder: Path, *, entry_point: str = "") -> Manifest:
    """Read the plugin.toml of a plugin's folder. Raises ManifestError with every mistake that is in it.

    The slug must be the name of the folder, except for a Python package (`entry_point` names it).
    """
    document = _parse(_read(folder / MANIFEST))
    problems = check_document(document)
    plugin = document.get("plugin")
    slug = plugin.get("slug") if isinstance(plugin, dict) else None
    if not entry_point and isinstance(slug, str) and is_slug(slug) and slug != folder.name:
        problems.append(f"[plugin] slug is {slug!r}, but the folder is named {folder.name!r}: both must be the same.")
    if problems:
        raise ManifestError(problems)
    return _manifest(document, folder, entry_point)


def _read(path: Path) -> str:
    """The text of the file, when it is a file of a bearable size. A pipe or device would keep the site waiting."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            raise ManifestError([f"{MANIFEST} must be a plain file, not a link, folder or device."])
        if about.st_size > MOST_BYTES:
            raise ManifestError([f"{MANIFEST} has {about.st_size} bytes; at most {MOST_BYTES} are allowed."])
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ManifestError([f"There is no {MANIFEST}."]) from None
    except OSError as error:
        raise ManifestError([f"{MANIFEST} cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise ManifestError([f"{MANIFEST} is no text in UTF-8 (byte {error.start})."]) from error


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise ManifestError([f"{MANIFEST} is not valid TOML: {error}."]) from error
    except RecursionError:
        raise ManifestError([f"{MANIFEST} is nested too deeply."]) from None


def _manifest(document: dict[str, Any], folder: Path, entry_point: str) -> Manifest:
    plugin = dict(document["plugin"])
    requires = document.get("requires", {})
    plugin.setdefault("text_domain", plugin["slug"])
    return Manifest(
        **{key: value for key, value in plugin.items() if key != "provides"},
        provides=frozenset(plugin.get("provides", ())),
        requires_sanad=requires.get("sanad", ""),
        requires_python=requires.get("python", ""),
        requires=MappingProxyType(dict(requires.get("plugins", {}))),
        source=folder,
        entry_point=entry_point,
    )

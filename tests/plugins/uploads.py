"""Zips as people and attackers make them."""

from __future__ import annotations

import io
import stat
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

APPS = "from plugins.config import PluginConfig\n\n\nclass Config(PluginConfig):\n    pass\n"
MANIFEST = '[plugin]\nslug = "{slug}"\nname = "{name}"\nversion = "{version}"\n'


def plugin_files(slug: str = "parcel", version: str = "1.0", **more: str) -> dict[str, str]:
    """The files of a small plugin as they stand in a zip."""
    manifest = MANIFEST.format(slug=slug, name=slug.capitalize(), version=version)
    files = {"plugin.toml": manifest, "__init__.py": "", "apps.py": APPS} | {f"{name}.py": text for name, text in more.items()}
    return {f"{slug}/{name}": text for name, text in files.items()}


def zipped(files: Mapping[str, str | bytes]) -> io.BytesIO:
    """A zip of these files."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    target.seek(0)
    target.name = "plugin.zip"
    return target


def zipped_link(target_name: str = "/etc/passwd") -> io.BytesIO:
    """A plugin with a symbolic link in it."""
    file = zipped(plugin_files())
    with ZipFile(file, "a") as archive:
        link = ZipInfo("parcel/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target_name)
    file.seek(0)
    return file

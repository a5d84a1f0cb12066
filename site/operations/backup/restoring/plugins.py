"""The plugins of a backup that are not here: their folders are put to those that are, and nobody has switched them on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from operations.backup.archive import opened
from operations.backup.errors import BackupError, told
from operations.backup.folders import ASIDE
from operations.backup.restoring.staging import inside, lay
from operations.backup.sealing import Secret
from plugins.discovery import find_plugins
from plugins.versions import is_newer


def lacking(head: dict[str, Any]) -> set[str]:
    """Return the plugins that the backup has in use and that are not here. Raises BackupError for one that is too old here."""
    here = {each.slug: each.manifest.version if each.manifest else "" for each in find_plugins(Path(settings.SANAD_PLUGINS))}
    used = {slug: each["version"] for slug, each in head["plugins"].items() if each["state"]}
    for slug, version in used.items():
        if version and here.get(slug) and is_newer(version, than=here[slug]):
            raise BackupError(f"The backup has version {version} of the plugin {slug}, here is {here[slug]}: update it first.")
    return used.keys() - here.keys()


def plugins_place(path: Path, wanted: set[str], *, token: str, secret: Secret) -> set[str]:
    """Put these plugins from the backup into the folder of plugins; return those that the backup has. Raises BackupError."""
    folder = Path(settings.SANAD_PLUGINS)
    new = folder / f"{ASIDE}{token}-new"
    with told(f"putting plugins into {folder}"):
        new.mkdir(parents=True, mode=0o755)
        try:
            with opened(path, secret) as reader:
                for name, content in reader:
                    kind, _slash, inner = name.removeprefix("files/").partition("/")
                    if name.startswith("files/") and kind == "plugins" and inner.partition("/")[0] in wanted:
                        lay(new, inner, content)
                for name in reader.end["gone"]:
                    if name.startswith("files/plugins/"):
                        inside(new, name.removeprefix("files/plugins/")).unlink(missing_ok=True)
            found = {each.name for each in new.iterdir()}
            for slug in found:
                (new / slug).rename(folder / slug)
            return found
        finally:
            shutil.rmtree(new, ignore_errors=True)

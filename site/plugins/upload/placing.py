"""Put a plugin's new folder in the place of the old one, and back again.

In this order: what is there is copied aside, the new folder is copied beside it under a hidden name, tried, and exchanged
with the old one in one step. Until that step nothing has changed; after it all that is left to do is to clean up.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from plugins import active
from plugins.discovery import Found, find_plugin
from plugins.lifecycle import audit
from plugins.lifecycle.audit import Done
from plugins.lifecycle.collecting import collect
from plugins.lifecycle.errors import LifecycleError
from plugins.lifecycle.locking import lifecycle_lock
from plugins.lifecycle.tables import is_core_label
from plugins.loaded import loaded
from plugins.manifest import Manifest
from plugins.models import Plugin, State
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.store import state_folder
from plugins.swapping import mend, swap
from plugins.upload.errors import UploadError
from plugins.upload.staging import Staged, discard
from plugins.upload.trying import try_folder
from plugins.versions import is_newer

INCOMING = ".incoming-"
KEPT = 3  # previous versions of a plugin


@dataclass(frozen=True)
class Placed:
    """What lies in the folder of plugins now. `old` is the version that lay there before; "" for a new plugin."""

    slug: str
    version: str
    old: str


def place(kept: Staged, *, by: AbstractBaseUser | None, older_too: bool = False) -> Placed:
    """Try what was uploaded and put it into the folder of plugins. It is in force after a reload of the server.

    Raises UploadError (or LifecycleError while plugins are being changed); then all is as it was.
    """
    placed = _put(kept.folder, by=by, older_too=older_too, action=Done.UPLOADED, detail=f"SHA-256 {kept.sha256}")
    discard(kept)
    return placed


def place_again(slug: str, version: str, *, by: AbstractBaseUser | None, older_too: bool = False) -> Placed:
    """Put a previous version back. Raises UploadError, also for a version that is older than the plugin's tables."""
    folder = next((folder for kept, folder in previous_of(slug) if kept == version), None)
    if folder is None:
        words = _("There is no version %(version)s of %(slug)s to go back to.")
        raise UploadError(Sentence(words, version=version, slug=slug))
    tables = Plugin.objects.filter(slug=slug).exclude(state=State.UNINSTALLED).values_list("version", flat=True).first()
    if tables and is_newer(tables, version) and not older_too:
        words = _(
            "The tables of %(slug)s are of the newer version %(tables)s: with its folder of version %(version)s it would rest."
        )
        raise UploadError(Sentence(words, slug=slug, tables=tables, version=version))
    return _put(folder, by=by, older_too=True, action=Done.PUT_BACK)


def previous_of(slug: str) -> list[tuple[str, Path]]:
    """Return the previous versions of a plugin that are kept, each with its folder, the last one first."""
    place = _previous() / slug
    if not place.is_dir():
        return []
    kept = [each for each in place.iterdir() if not each.name.startswith(".") and (each / slug).is_dir()]
    return [(each.name, each / slug) for each in sorted(kept, key=lambda each: each.stat().st_mtime_ns, reverse=True)]


def writable() -> str:
    """Say why nothing can be put into the folder of plugins; "" when it can."""
    folder = Path(settings.SANAD_PLUGINS)
    nearest = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    if folder.exists() and not folder.is_dir():
        return Sentence(_("The folder of plugins (%(folder)s) is no folder."), folder=str(folder))
    if not os.access(nearest, os.W_OK | os.X_OK):
        return Sentence(_("The server may not write into the folder of plugins (%(folder)s)."), folder=str(folder))
    return ""


def on_disk(slug: str) -> Found | None:
    """Return what lies in the folder of plugins under this slug now; this process may have loaded something else."""
    folder = Path(settings.SANAD_PLUGINS) / slug
    return find_plugin(folder) if folder.is_dir() else None


def _put(source: Path, *, by: AbstractBaseUser | None, older_too: bool, action: Done, detail: str = "") -> Placed:
    found = find_plugin(source)
    if found.manifest is None or found.problems:
        raise UploadError(found.problems)
    manifest = found.manifest
    with lifecycle_lock():
        old = _check(manifest, older_too)
        try_folder(source, manifest)
        collect(manifest.slug, source)
        try:
            _exchange(source, manifest.slug, old)
        except OSError as error:
            if old:
                with suppress(LifecycleError):
                    collect(manifest.slug, Path(settings.SANAD_PLUGINS) / manifest.slug)
            words = _("The folder of plugins cannot be changed: %(reason)s.")
            raise UploadError(Sentence(words, reason=error.strerror or str(error))) from error
        steps = f"{old} → {manifest.version}" if old else manifest.version
        audit.note(manifest.slug, action, by=by, detail=f"{steps} {detail}".strip())
    return Placed(manifest.slug, manifest.version, old)


def _check(manifest: Manifest, older_too: bool) -> str:
    """Return the version that is in the place, or what stands for it. Raises UploadError."""
    if is_core_label(manifest.slug):
        raise UploadError(Sentence(_("%(slug)s is the name of a part of the site itself."), slug=manifest.slug))
    used = active.loaded_manifest(manifest.slug)
    if used is not None and used.entry_point:
        words = _("%(slug)s came as a Python package. It is updated where packages are.")
        raise UploadError(Sentence(words, slug=manifest.slug))
    if reason := writable():
        raise UploadError(reason)
    there = on_disk(manifest.slug)
    if there is None:
        return ""
    if there.manifest is None:
        return "unknown"
    if is_newer(there.manifest.version, manifest.version) and not older_too:
        words = _("The version %(version)s is older than %(old)s, which is here. Confirm that you want the older one.")
        raise UploadError(Sentence(words, version=manifest.version, old=there.manifest.version))
    return there.manifest.version


def _exchange(source: Path, slug: str, old: str) -> None:
    folder = Path(settings.SANAD_PLUGINS)
    folder.mkdir(parents=True, exist_ok=True)
    mend(folder)
    target, incoming = folder / slug, folder / f"{INCOMING}{slug}"
    shutil.rmtree(incoming, ignore_errors=True)  # of a process that died
    try:
        shutil.copytree(source, incoming, symlinks=True)
        if target.exists():
            _keep(target, old)
        swap(incoming, target)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)  # the old one now; or, when something failed, the new one
    _prune(slug)


def _keep(target: Path, version: str) -> None:
    """Copy what is in the place aside; under its name only when it is whole."""
    place = _previous() / target.name
    draft = place / f".{version}"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(target, draft / target.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(place / version, ignore_errors=True)
    draft.rename(place / version)
    os.utime(place / version)


def _prune(slug: str) -> None:
    for _version, folder in previous_of(slug)[KEPT:]:
        shutil.rmtree(folder.parent, ignore_errors=True)


def _previous() -> Path:
    return state_folder() / "previous"


def uploads_allowed() -> bool:
    """Whether this site takes plugins as uploads at all; its deployer says so by SANAD_PLUGIN_UPLOAD."""
    return bool(settings.SANAD_PLUGIN_UPLOAD) and not loaded().safe_mode

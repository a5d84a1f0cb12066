"""Collects the static files of plugins by itself, where the site serves collected files: on a public server.

`manage.py collectstatic` is run when a site is deployed; plugins come later. Their files are collected when a server starts,
when a plugin is put in its place, and before it is switched on. Processes that run already follow the longer list of files.
"""

from __future__ import annotations

import filecmp
import logging
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from plugins.files import list_files
from plugins.lifecycle.errors import LifecycleError
from plugins.loaded import loaded
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.static_files import CollectingStorage
from plugins.store import only_one, state_folder

logger = logging.getLogger("plugins")


def collect(slug: str, folder: Path) -> None:
    """Collect the static files in a plugin's folder unless that has been done, where the site needs it at all.

    Raises LifecycleError with the reason when it cannot be done.
    """
    if (storage := _storage()) is None:
        return
    names = _names(slug, folder)
    with only_one(state_folder() / "static.lock"):
        if _collected(storage, slug, folder / "static", names):
            return
        try:
            storage.add(slug, folder / "static", names)
        except OSError as error:
            # Whoever deployed the site has collected them for good.
            if all(name in storage.load_manifest()[0] for name in names):
                return
            words = _(
                "The static files of %(slug)s cannot be written into %(folder)s (%(reason)s)."
                " Let the server write there, or run manage.py collectstatic with the plugin in its place."
            )
            raise LifecycleError(
                Sentence(words, slug=slug, folder=str(settings.STATIC_ROOT), reason=error.strerror or str(error))
            ) from error
        except (ValueError, RuntimeError) as error:
            words = _("The static files of %(slug)s cannot be collected: %(reason)s")
            raise LifecycleError(Sentence(words, slug=slug, reason=str(error).strip().partition("\n")[0])) from error


def collect_loaded() -> None:
    """Collect the static files of all plugins of this process that lack some: a server does it at its start. Never raises."""
    for slug in sorted(loaded().usable()):
        try:
            collect(slug, loaded().found[slug].folder)
        except Exception as error:
            logger.warning("Static files of plugins are missing. %s", error)


def _storage() -> CollectingStorage | None:
    """A storage of its own: the one that others use is not to forget its list meanwhile."""
    storage = storages.create_storage(settings.STORAGES["staticfiles"])
    return storage if isinstance(storage, CollectingStorage) else None


def _names(slug: str, folder: Path) -> list[str]:
    """The plugin's own static files; another's names are not its business. Empty when there is no folder of that name."""
    root = folder / "static" / slug
    return [f"{slug}/{path}" for path, _size, _time in list_files(root).files] if root.is_dir() else []


def _collected(storage: CollectingStorage, slug: str, folder: Path, names: list[str]) -> bool:
    known = {name for name in storage.load_manifest()[0] if name.startswith(f"{slug}/")}
    return known == set(names) and all(_same(folder / name, Path(storage.path(name))) for name in names)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)

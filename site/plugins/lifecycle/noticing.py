"""What changed on the disk: folders that are gone, versions that are newer or older than the tables, must-use plugins."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from plugins import active
from plugins.discovery import on_disk
from plugins.lifecycle.checks import requirements_first
from plugins.lifecycle.errors import LifecycleError, UnderWayError
from plugins.lifecycle.installing import install, upgrade
from plugins.lifecycle.states import deactivate, pause
from plugins.loaded import loaded
from plugins.models import Plugin
from plugins.versions import is_newer

logger = logging.getLogger("plugins")

# How often a process looks whether the folders of active plugins are still there.
SECONDS = 10.0

_looked = 0.0
_versions_followed = False
_began = timezone.now()
_lock = threading.Lock()


def notice_in_time() -> None:
    """Look when it is time to, in one thread; in a process that just began, follow changed versions too. Never raises."""
    global _looked, _versions_followed
    now = time.monotonic()
    if (_looked and now - _looked < SECONDS) or not _lock.acquire(blocking=False):
        return
    try:
        _looked = now
        notice_gone()
        # Until the database could be asked and nobody else was at it, this process has not followed yet.
        if not _versions_followed and active.known().epoch is not None:
            notice_versions()
            _versions_followed = True
    except UnderWayError as error:
        logger.info("The versions of plugins are followed later: %s", error)
    except Exception:
        logger.exception("The plugins could not be looked after.")
    finally:
        _lock.release()


def notice_gone() -> list[str]:
    """Switch off what is active but not on the disk any more. Returns what was. Asks the database only then."""
    gone = []
    for slug in sorted(_switchable()):
        if not _is_gone(slug):
            continue
        try:
            gone += deactivate(slug, cascade=True, why="Its folder is gone.")
        except LifecycleError as error:  # must-use, or another process is at it
            logger.warning("The folder of the plugin %s is gone: %s", slug, error)
        else:
            logger.warning("The folder of the plugin %s is gone: it was switched off. Its data is kept.", slug)
    return gone


def _is_gone(slug: str) -> bool:
    """Is an active plugin not on the disk? Whether this process has loaded it says nothing: it may have come later.

    When it has never been here, and was switched on after this process began, whoever did so has it: another machine,
    which is ahead of this one.
    """
    found = loaded().found.get(slug)
    if found is not None and found.folder.is_dir():
        return False
    if on_disk(Path(settings.SANAD_PLUGINS), slug):
        return False
    return found is not None or not Plugin.objects.filter(slug=slug, changed_at__gte=_began).exists()


def notice_versions() -> list[str]:
    """Upgrade what is active and newer than its tables; pause what is older; make tables of must-use plugins.

    Returns the slugs of what was changed. Only for a process that just began: one that still runs the code from before an
    update would take the update of the others for a step back. Raises UnderWayError when another process is at it.
    """
    changed = []
    known = active.known()
    for slug in requirements_first(known.wanted):
        manifest, version = active.loaded_manifest(slug), known.versions.get(slug, "")
        if manifest is None or version in ("", manifest.version):
            continue
        try:
            if is_newer(version, manifest.version):
                why = f"Its folder is of version {manifest.version}, older than its tables ({version})."
                changed += [slug] * pause(slug, why)
            else:
                changed += [slug] * upgrade(slug)
        except UnderWayError:
            raise
        except LifecycleError as error:
            logger.warning("The plugin %s could not be upgraded: %s", slug, error)
    for slug in sorted(loaded().must_use & loaded().usable() - known.installed):
        try:
            install(slug)
            changed.append(slug)
        except UnderWayError:
            raise
        except LifecycleError as error:
            logger.warning("The must-use plugin %s could not be installed: %s", slug, error)
    return changed


def _switchable() -> frozenset[str]:
    """What is active by the database. Nothing while the folder of plugins itself is away: a mount may have failed."""
    folder = getattr(settings, "SANAD_PLUGINS", None)
    if folder is None or not Path(folder).is_dir():
        return frozenset()
    return active.known().wanted - loaded().must_use

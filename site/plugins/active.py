"""Which plugins are active, in every process alike, without a restart.

The database says what is wanted. Its row `Epoch` changes with every change of a plugin; a process asks for it at most every
`SANAD_PLUGIN_SYNC_SECONDS`, and reads the plugins again when it differs from what it has seen. What this process has not
loaded (broken, incompatible, disabled, safe mode) is always taken away, and so is whatever requires it.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from plugins.loaded import loaded

if TYPE_CHECKING:
    from plugins.manifest import Manifest

logger = logging.getLogger("plugins")

Listener = Callable[[frozenset[str]], object]


@dataclass(frozen=True, slots=True)
class Known:
    """What this process knows of the plugins."""

    active: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()  # active by the database or by setting, whether usable here or not
    installed: frozenset[str] = frozenset()  # their tables are there
    versions: dict[str, str] = field(default_factory=dict)  # of what is installed, as in the database
    epoch: tuple[int, str] | None = None  # None: never read
    safe_mode: bool = False  # by the database; by environment nothing would be loaded


_known = Known()
_asked = 0.0
_override: frozenset[str] | None = None  # of tests: see plugins.testing.activate_for_tests
_lock = threading.RLock()
_listeners: list[Listener] = []


def active_slugs() -> frozenset[str]:
    """Return the plugins that are in force in this process."""
    if _override is not None:
        return _override
    if _known.epoch is None and apps.ready:
        sync()
    return _known.active


def is_active(slug: str) -> bool:
    """Is this plugin in force in this process? The empty slug is the core's, which always is."""
    return not slug or slug in active_slugs()


def known() -> Known:
    """Return what this process knows; empty before the first question."""
    return _known


def on_change(listener: Listener) -> Listener:
    """Call `listener` with the active plugins whenever anything about them may have changed."""
    _listeners.append(listener)
    return listener


def sync(*, force: bool = False) -> None:
    """Follow the database. Asks it at most every SANAD_PLUGIN_SYNC_SECONDS unless `force`.

    When it cannot be asked, all stays as it is. Never raises.
    """
    global _asked
    if _override is not None:
        return
    now = time.monotonic()
    if not force and _asked and now - _asked < settings.SANAD_PLUGIN_SYNC_SECONDS:
        return
    _asked = now
    try:
        _read(force)
    except Exception as error:
        # Before the first `migrate` there is no table; later, a database that is away must not take the page along.
        log = logger.debug if _known.epoch is None else logger.warning
        log("The state of the plugins could not be read and stays as it was: %s", error)


def _read(force: bool) -> None:
    if connection.needs_rollback or (not force and _epoch()[:2] == _known.epoch):
        return
    # Asked again under the lock: while this thread waited for it, another one may have told of something newer.
    with _lock:
        epoch = _epoch()  # before the plugins: if they change in between, the next question finds another epoch
        _publish(_understood(epoch, _rows()))


def _epoch() -> tuple[int, str, bool]:
    from plugins.models import Epoch

    with _sheltered():
        return Epoch.objects.filter(pk=1).values_list("number", "mark", "safe_mode").first() or (0, "", False)


def _rows() -> dict[str, tuple[str, str]]:
    """Return state and version of every plugin that the database knows."""
    from plugins.models import Plugin

    with _sheltered():
        return {slug: (state, version) for slug, state, version in Plugin.objects.values_list("slug", "state", "version")}


def _sheltered() -> AbstractContextManager[None]:
    """On PostgreSQL a failed question would otherwise spoil the transaction around it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _understood(epoch: tuple[int, str, bool], rows: dict[str, tuple[str, str]]) -> Known:
    from plugins.models import State

    installed = {slug: version for slug, (state, version) in rows.items() if state != State.UNINSTALLED}
    wanted = {slug for slug, (state, _version) in rows.items() if state == State.ACTIVE}
    wanted |= {slug for slug in loaded().must_use if _needs_no_tables(slug) or slug in installed}
    return Known(
        active=frozenset() if epoch[2] else usable(wanted, installed),
        wanted=frozenset(wanted),
        installed=frozenset(installed),
        versions=installed,
        epoch=epoch[:2],
        safe_mode=epoch[2],
    )


def _publish(state: Known) -> None:
    global _known
    _known = state
    tell()


def tell() -> None:
    """Tell all listeners what is active now."""
    now = active_slugs()
    for listener in tuple(_listeners):
        try:
            listener(now)
        except Exception:
            logger.exception("A listener to changes of plugins failed.")


def usable(wanted: set[str], versions: dict[str, str]) -> frozenset[str]:
    """Return those of `wanted` that can be in force here: loaded, of the version the tables have, and so all they require.

    `versions` are those of the installed plugins.
    """
    manifests = {slug: manifest for slug in wanted & loaded().usable() if (manifest := loaded_manifest(slug))}
    left = {slug for slug, manifest in manifests.items() if versions.get(slug) in (None, "", manifest.version)}
    while lost := {slug for slug in left if not manifests[slug].requires.keys() <= left}:
        left -= lost
    return frozenset(left)


def loaded_manifest(slug: str) -> Manifest | None:
    """Return what the plugin's plugin.toml said when this process started, or None when it was not there or not readable."""
    found = loaded().found.get(slug)
    return found.manifest if found else None


def _needs_no_tables(slug: str) -> bool:
    manifest = loaded_manifest(slug)
    return manifest is not None and "models" not in manifest.provides


def epoch_raise(*, safe_mode: bool | None = None) -> None:
    """Make every process read the plugins again. Call it inside the transaction that changes them.

    This process follows when that transaction is over: call `sync(force=True)` then.
    """
    from plugins.models import Epoch

    changes = {"mark": secrets.token_hex(8)} | ({} if safe_mode is None else {"safe_mode": safe_mode})
    if Epoch.objects.filter(pk=1).update(number=F("number") + 1, **changes):
        return
    try:
        with transaction.atomic():
            Epoch.objects.create(pk=1, number=1, **changes)
    except IntegrityError:  # another process was first
        Epoch.objects.filter(pk=1).update(number=F("number") + 1, **changes)

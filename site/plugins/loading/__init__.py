"""Loads the plugins. Called once by the settings, before Django starts; no plugin can make it raise."""

from __future__ import annotations

import atexit
import logging
import os
import secrets
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from plugins.discovery import find_plugins
from plugins.journal import journal_close, journal_open, strikes
from plugins.loaded import LeftOut, Loaded, loaded, loaded_replace, note_broken
from plugins.loading import checks as _checks  # noqa: F401 - registers them
from plugins.loading.compatible import missing, sort_out
from plugins.loading.importing import CannotImport, import_app, open_namespace
from plugins.manifest import Manifest
from plugins.sentences import Sentence, joined
from plugins.sentences import mark as _
from plugins.swapping import mend
from plugins.trial import verdicts
from plugins.trial.order import Order, current_order

__all__ = ["LeftOut", "Loaded", "load", "loaded", "loaded_replace", "note_broken"]

logger = logging.getLogger("plugins.loading")


def load(
    folder: Path,
    *,
    var: Path,
    disabled: Iterable[str] = (),
    safe_mode: bool = False,
    must_use: Iterable[str] = (),
    core_apps: Collection[str] = (),
) -> Loaded:
    """Find, try and import the plugins in `folder`, and those that came as Python packages.

    `var` keeps verdicts and journals. `disabled` slugs are left out, in `safe_mode` all are. `core_apps` are the entries of
    INSTALLED_APPS so far. What comes back is also what `loaded()` answers from now on.
    """
    result = Loaded(must_use=frozenset(must_use), safe_mode=safe_mode)
    loaded_replace(result)
    order = current_order()
    try:
        if not order:
            mend(folder)
        _discover(result, order.folder if order else folder)
        if order:
            _load_for_trial(result, order, core_apps)
        else:
            _load(result, folder, var / "plugins", frozenset(disabled), core_apps)
    except Exception as error:
        logger.exception("The plugins could not be loaded.")
        result.trouble.append(f"The plugins could not be loaded: {type(error).__name__}: {error}.")
        result.apps.clear()
        for slug in result.found:
            result.leave_out(slug, LeftOut.BROKEN, Sentence(_("The plugins could not be loaded.")))
    _tell(result)
    return result


def _discover(result: Loaded, folder: Path) -> None:
    for each in find_plugins(folder):
        result.found[each.slug] = each
        if each.problems:
            result.leave_out(each.slug, LeftOut.INVALID, joined(each.problems))
    result.trouble += [
        f"SANAD_MUST_USE_PLUGINS names {slug!r}, which is not there." for slug in sorted(result.must_use.difference(result.found))
    ]
    if result.found:
        open_namespace(folder)


def _load(result: Loaded, folder: Path, state: Path, disabled: frozenset[str], core_apps: Collection[str]) -> None:
    for slug in result.found:
        if result.safe_mode:
            result.leave_out(slug, LeftOut.DISABLED, Sentence(_("Safe mode is on (SAFE_MODE).")))
        elif slug in disabled:
            result.leave_out(slug, LeftOut.DISABLED, Sentence(_("DISABLE_PLUGINS names it.")))
    manifests = sort_out(result, core_apps=core_apps)
    if not manifests:
        return
    stamps = {each.slug: result.found[each.slug].stamp for each in manifests}
    for slug, reason in strikes(state, stamps).items():
        result.leave_out(slug, LeftOut.BROKEN, reason)
    candidates = [result.found[each.slug] for each in _still_usable(result, manifests)]
    for slug, reason in verdicts(candidates, folder=folder, state=state, core_apps=core_apps).items():
        result.leave_out(slug, LeftOut.BROKEN, reason)
    journal_open(state / f"{os.getpid()}-{secrets.token_hex(4)}.journal")
    atexit.register(journal_close)
    _import(result, manifests)


def _load_for_trial(result: Loaded, order: Order, core_apps: Collection[str]) -> None:
    for slug in set(result.found).difference(order.slugs):
        result.leave_out(slug, LeftOut.DISABLED, "It is not in this trial.")
    journal_open(order.journal)
    _import(result, sort_out(result, core_apps=core_apps))


def _import(result: Loaded, manifests: list[Manifest]) -> None:
    for manifest in _still_usable(result, manifests):
        try:
            result.apps.append(import_app(manifest))
        except CannotImport as error:
            result.leave_out(manifest.slug, LeftOut.BROKEN, str(error))


def _still_usable(result: Loaded, manifests: list[Manifest]) -> Iterator[Manifest]:
    """What is not left out by now, and needs nothing that is; asked one by one, for each may fail on the way."""
    for manifest in manifests:
        if reason := missing(manifest, result):
            result.leave_out(manifest.slug, LeftOut.INCOMPATIBLE, reason)
        if manifest.slug not in result.broken:
            yield manifest


def _tell(result: Loaded) -> None:
    for sentence in result.trouble:
        logger.warning("%s", sentence)
    left_out = {slug: reason for slug, reason in result.broken.items() if result.kinds[slug] != LeftOut.DISABLED}
    if left_out and not _tells_all(sys.argv):
        logger.warning("Plugins that are not loaded: %s. `manage.py plugin list` says why.", ", ".join(left_out))
        return
    for slug, reason in left_out.items():
        logger.warning("The plugin %s is not loaded. %s", slug, reason)


def _tells_all(arguments: list[str]) -> bool:
    """Does this process say why each plugin is not loaded? Commands that are about something else name them only."""
    program, command = (Path(each).name for each in [*arguments, "", ""][:2])
    return program not in ("manage.py", "django-admin") or command in ("", "check", "plugin", "runserver")

"""Bring a plugin's tables in, and bring them up to date when its version has changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plugins import active
from plugins.blame import describe_error
from plugins.files import files_hash
from plugins.lifecycle import attaching, audit, checks, events, migrating
from plugins.lifecycle.audit import Done
from plugins.lifecycle.errors import LifecycleError
from plugins.lifecycle.locking import lifecycle_lock
from plugins.lifecycle.telling import tell
from plugins.loaded import loaded
from plugins.models import Plugin, State
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.shield import GUARDED
from plugins.versions import is_newer


@dataclass(frozen=True)
class Installed:
    """What `install_unlocked` did."""

    slug: str
    old: str  # the version the tables had; empty: there were none
    version: str
    files_hash: str
    before: migrating.Step

    @property
    def changes_version(self) -> bool:
        """Were there tables of another version?"""
        return self.old not in ("", self.version)

    @property
    def fields(self) -> dict[str, str]:
        """What the row of the plugin is to say of it."""
        return {"version": self.version, "files_hash": self.files_hash}


def install(slug: str, *, by: AbstractBaseUser | None = None) -> None:
    """Make the plugin's tables without switching it on. Does nothing when they are there. Raises LifecycleError."""
    with lifecycle_lock():
        if Plugin.objects.filter(slug=slug).exclude(state=State.UNINSTALLED).exists():
            return
        if reasons := checks.reasons_against(slug):
            raise LifecycleError(reasons)
        installed = install_unlocked(slug)
        with transaction.atomic():
            row_write(slug, installed, State.INSTALLED)
            audit.note(slug, Done.INSTALLED, by=by, detail=installed.version)
            active.epoch_raise()
    active.sync(force=True)


def install_unlocked(slug: str) -> Installed:
    """Attach the models and run the migrations. Raises LifecycleError, with everything undone as far as can be."""
    manifest = active.loaded_manifest(slug)
    assert manifest is not None, f"{slug} passed no checks"  # noqa: S101  # nosec B101 # of callers
    row = Plugin.objects.filter(slug=slug).exclude(state=State.UNINSTALLED).first()
    old = row.version if row else ""
    if old and is_newer(old, manifest.version):
        words = _(
            "The tables of %(slug)s are of version %(old)s, its folder is of the older %(version)s."
            " Put the newer folder back, or uninstall the plugin."
        )
        raise LifecycleError(Sentence(words, slug=slug, old=old, version=manifest.version))
    attaching.attach(slug)
    try:
        before = migrating.migrate_forwards(slug)
    except LifecycleError:
        if not old:
            attaching.detach_masked(slug)
        raise
    return Installed(slug, old, manifest.version, files_hash(loaded().found[slug].folder), before)


def undo_install(installed: Installed) -> list[str]:
    """Bring tables and registry back to where they were. Returns sentences about what could not be undone."""
    sentences = migrating.migrate_back(installed.slug, installed.before)
    if not installed.old:
        attaching.detach_masked(installed.slug)
    return sentences


def why_undone(error: BaseException) -> list[str]:
    """Return sentences about what ended the transaction of a change: the plugin's own hook, or the database."""
    return error.sentences if isinstance(error, LifecycleError) else [describe_error(error, "the change could not be stored")]


def upgrade(slug: str, *, by: AbstractBaseUser | None = None) -> bool:
    """Follow the version of an installed plugin's folder: migrations, then its hook `upgraded(old, new)`, once.

    True if there was something to do. A failure pauses an active plugin, keeps the old version's number so that it can be
    tried again, and raises LifecycleError; so does a folder that is older than the tables. What it needs may be off.
    """
    with lifecycle_lock():
        row = Plugin.objects.filter(slug=slug).exclude(state=State.UNINSTALLED).first()
        manifest = active.loaded_manifest(slug)
        if row is None or manifest is None or row.version in ("", manifest.version):
            return False
        try:
            if reasons := checks.reasons_against(slug, upgrade=True):
                raise LifecycleError(reasons)
            installed = install_unlocked(slug)
            _upgraded(row, installed, by)
        except LifecycleError as error:
            _upgrade_failed(row, manifest.version, error, by)
            raise
    active.sync(force=True)
    return True


def row_write(slug: str, installed: Installed, state: State) -> None:
    """Store what is installed. Call it inside a transaction."""
    values = {"state": state, "paused_why": "", "changed_at": timezone.now(), **installed.fields}
    Plugin.objects.update_or_create(slug=slug, defaults=values)


def _upgraded(row: Plugin, installed: Installed, by: AbstractBaseUser | None) -> None:
    """Tell the plugin and store the new version; the tables go back when the plugin objects."""
    try:
        with transaction.atomic():
            tell(row.slug, "upgraded", installed.old, installed.version)
            row_write(row.slug, installed, State(row.state))
            audit.note(row.slug, Done.UPGRADED, by=by, detail=f"{installed.old} → {installed.version}")
            active.epoch_raise()
    except GUARDED as error:
        raise LifecycleError([*why_undone(error), *undo_install(installed)]) from error


def _upgrade_failed(row: Plugin, version: str, error: LifecycleError, by: AbstractBaseUser | None) -> None:
    why = f"{row.version} → {version}: {error}"
    with transaction.atomic():
        audit.note(row.slug, Done.UPGRADE_FAILED, by=by, detail=why)
        # A must-use plugin is out of force anyway while its tables are of another version, and comes back with the upgrade.
        running = Plugin.objects.filter(slug=row.slug, state=State.ACTIVE).exclude(slug__in=loaded().must_use)
        paused = running.update(state=State.PAUSED, paused_why=why, changed_at=timezone.now())
        active.epoch_raise()
    active.sync(force=True)
    if paused:
        events.plugin_paused(slug=row.slug, why=why)

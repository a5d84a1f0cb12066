"""On, off, pause and on again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plugins import active
from plugins.lifecycle import audit, checks, events
from plugins.lifecycle.audit import Done
from plugins.lifecycle.collecting import collect
from plugins.lifecycle.errors import LifecycleError
from plugins.lifecycle.installing import install_unlocked, undo_install, why_undone
from plugins.lifecycle.locking import lifecycle_lock
from plugins.lifecycle.telling import tell, tell_anyway
from plugins.loaded import loaded
from plugins.models import Plugin, PluginLogEntry, State
from plugins.sentences import Sentence
from plugins.sentences import mark as _
from plugins.shield import GUARDED

NOTED_AGAIN = timedelta(hours=1)  # a must-use plugin goes on to fail


def activate(slug: str, *, by: AbstractBaseUser | None = None) -> None:
    """Install the plugin when that is still to do, and switch it on. Does nothing when it is on.

    Raises LifecycleError; then all is as it was.
    """
    with lifecycle_lock():
        active.sync(force=True)
        if Plugin.objects.filter(slug=slug, state=State.ACTIVE).exists() and slug in active.active_slugs():
            return
        if reasons := checks.reasons_against(slug):
            _refuse(slug, reasons, by)
        try:
            collect(slug, loaded().found[slug].folder)
            installed = install_unlocked(slug)
        except LifecycleError as error:
            _refuse(slug, error.sentences, by)
        try:
            with transaction.atomic():
                if installed.changes_version:
                    tell(slug, "upgraded", installed.old, installed.version)
                    audit.note(slug, Done.UPGRADED, by=by, detail=f"{installed.old} → {installed.version}")
                tell(slug, "activated")
                state_set(slug, State.ACTIVE, by=by, action=Done.ACTIVATED, **installed.fields)
        except GUARDED as error:
            _refuse(slug, [*why_undone(error), *undo_install(installed)], by, error)
    active.sync(force=True)
    events.plugin_activated(slug=slug)


def deactivate(slug: str, *, by: AbstractBaseUser | None = None, cascade: bool = False, why: str = "") -> list[str]:
    """Switch the plugin off, at once and with all its data kept. Returns what was switched off, in order.

    `why` goes into the audit log. With `cascade` the active plugins that need it go off before it. Otherwise raises
    LifecycleError while there are any, and always for a must-use plugin. Works for a plugin whose code is broken or gone.
    """
    with lifecycle_lock():
        on = set(Plugin.objects.filter(state__in=(State.ACTIVE, State.PAUSED)).values_list("slug", flat=True))
        needing = checks.dependents(slug, on)
        checks.refuse_must_use(slug, *needing)
        if slug not in on:
            return []
        running = [each for each in needing if Plugin.objects.filter(slug=each, state=State.ACTIVE).exists()]
        if running and not cascade:
            words = _("%(slug)s is needed by %(names)s: switch that off first.")
            raise LifecycleError(Sentence(words, slug=slug, names=", ".join(running)))
        gone = [*(each for each in needing if cascade), slug]
        for each in gone:
            deactivate_unlocked(each, by=by, detail=why if each == slug else f"with {slug}")
    active.sync(force=True)
    for each in gone:
        events.plugin_deactivated(slug=each)
    return gone


def deactivate_unlocked(slug: str, *, by: AbstractBaseUser | None = None, detail: str = "") -> None:
    """Store that the plugin is off. Its own hook may fail: somebody wants to be rid of it."""
    details = [*([detail] if detail else []), *tell_anyway(slug, "deactivated")]
    with transaction.atomic():
        state_set(slug, State.INSTALLED, by=by, action=Done.DEACTIVATED, detail=" ".join(details), deactivated_at=timezone.now())


def pause(slug: str, why: str, *, by: AbstractBaseUser | None = None) -> bool:
    """Switch an active plugin off for everyone because of `why`, a sentence. True if it was active.

    Takes no lock and calls nothing of the plugin: this is for when it fails. Its own changes are one transaction.
    A must-use plugin is not paused, for the setting would switch it on again: LifecycleError says so, and the audit log
    has the reason, once in a while when it is the site that asks.
    """
    if slug in loaded().must_use:
        refusal = Sentence(_("%(names)s: only the setting SANAD_MUST_USE_PLUGINS can switch it off."), names=slug)
        if by is not None or not _refused_lately(slug):
            audit.note(slug, Done.PAUSE_REFUSED, by=by, detail=f"{why} {refusal}")
        raise LifecycleError(refusal)
    with transaction.atomic():
        paused = Plugin.objects.filter(slug=slug, state=State.ACTIVE).update(
            state=State.PAUSED, paused_why=why, changed_at=timezone.now()
        )
        if paused:
            audit.note(slug, Done.PAUSED, by=by, detail=why)
            active.epoch_raise()
    if paused:
        active.sync(force=True)
        events.plugin_paused(slug=slug, why=why)
    return bool(paused)


def resume(slug: str, *, by: AbstractBaseUser | None = None) -> None:
    """Let a paused plugin go on, after the checks and the upgrade that activation would make. Raises LifecycleError."""
    if not Plugin.objects.filter(slug=slug, state=State.PAUSED).exists():
        raise LifecycleError(Sentence(_("%(slug)s is not paused."), slug=slug))
    activate(slug, by=by)


def safe_mode(on: bool, *, by: AbstractBaseUser | None = None) -> None:
    """Let no plugin be in force, or those again that were. Their code stays loaded until the next start."""
    with transaction.atomic():
        audit.note("", Done.SAFE_MODE_ON if on else Done.SAFE_MODE_OFF, by=by)
        active.epoch_raise(safe_mode=on)
    active.sync(force=True)


def state_set(
    slug: str, state: State, *, action: Done, by: AbstractBaseUser | None = None, detail: str = "", **fields: Any
) -> None:
    """Store a state, the line of the audit, and the epoch that tells all processes. Call it inside a transaction."""
    values = {"state": state, "paused_why": "", "changed_at": timezone.now()} | fields
    Plugin.objects.update_or_create(slug=slug, defaults=values)
    audit.note(slug, action, by=by, detail=detail)
    active.epoch_raise()


def _refused_lately(slug: str) -> bool:
    return PluginLogEntry.objects.filter(slug=slug, action=Done.PAUSE_REFUSED, at__gte=timezone.now() - NOTED_AGAIN).exists()


def _refuse(slug: str, sentences: list[str], by: AbstractBaseUser | None, cause: BaseException | None = None) -> None:
    audit.note(slug, Done.ACTIVATION_FAILED, by=by, detail=" ".join(sentences))
    raise LifecycleError(sentences) from cause

"""All plugins in one list: what lies on the disk, what the database says, what this process can use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from plugins import active
from plugins.discovery import Found, find_plugins
from plugins.loaded import LeftOut, loaded
from plugins.models import Plugin, State
from plugins.sentences import Sentence, joined
from plugins.sentences import mark as _
from plugins.versions import is_newer

AVAILABLE = "available"  # discovered and never installed, or uninstalled
MISSING = "missing"  # installed, but its folder is not here
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Row:
    """A plugin in a list. `state` is one of models.State without "uninstalled", "available", "missing", or a loaded.LeftOut."""

    slug: str
    name: str
    description: str
    version: str  # of its folder
    tables_version: str  # of its tables; empty when it is not installed
    state: str
    reason: str  # why it is not in force although it might be; a sentence (see plugins.sentences) or empty
    in_force: bool  # in this process, now
    must_use: bool
    needs: tuple[str, ...]
    author: str = ""
    url: str = ""
    stored: str = ""  # what an administrator wants of it, one of models.State; empty when it is not installed
    recently_deactivated: bool = False  # off, and it was switched off within RECENT


def overview() -> list[Row]:
    """Return all plugins, by slug."""
    rows = {row.slug: row for row in Plugin.objects.all()}
    there = {slug for slug, row in rows.items() if row.state != State.UNINSTALLED}
    return [_row(slug, rows.get(slug)) for slug in sorted(there | set(loaded().found))]


def overview_with_new() -> list[Row]:
    """Return all plugins, by slug, also those whose folders came after the start of this process, as the next will see them."""
    rows = overview()
    known = {row.slug for row in rows}
    new = [_new(each) for each in find_plugins(Path(settings.SANAD_PLUGINS)) if each.slug not in known]
    return sorted([*rows, *new], key=lambda row: row.slug)


def _new(found: Found) -> Row:
    manifest = found.manifest
    return Row(
        slug=found.slug,
        name=manifest.name if manifest else found.slug,
        description=manifest.description if manifest else "",
        version=manifest.version if manifest else "",
        tables_version="",
        state=str(LeftOut.INVALID) if found.problems else AVAILABLE,
        reason=joined(found.problems) if found.problems else "",
        in_force=False,
        must_use=found.slug in loaded().must_use,
        needs=tuple(manifest.requires) if manifest else (),
        author=manifest.author if manifest else "",
        url=manifest.url if manifest else "",
    )


def _row(slug: str, row: Plugin | None) -> Row:
    manifest = active.loaded_manifest(slug)
    installed = row if row and row.state != State.UNINSTALLED else None
    state, reason = _state(slug, installed)
    return Row(
        slug=slug,
        name=loaded().name(slug),
        description=manifest.description if manifest else "",
        version=manifest.version if manifest else "",
        tables_version=installed.version if installed else "",
        state=state,
        reason=reason,
        in_force=active.is_active(slug),
        must_use=slug in loaded().must_use,
        needs=tuple(manifest.requires) if manifest else (),
        author=manifest.author if manifest else "",
        url=manifest.url if manifest else "",
        stored=installed.state if installed else "",
        recently_deactivated=_recently(installed),
    )


def _recently(row: Plugin | None) -> bool:
    off = row.deactivated_at if row and row.state == State.INSTALLED else None
    return off is not None and off > timezone.now() - RECENT


def _state(slug: str, row: Plugin | None) -> tuple[str, str]:
    if slug not in loaded().found:
        return MISSING, Sentence(_("Its folder is not here."))
    if reason := loaded().broken.get(slug):
        return str(loaded().kinds.get(slug, "broken")), reason
    if slug in loaded().must_use:
        return State.ACTIVE.value, _why_not_in_force(slug, row)
    if row is None:
        return AVAILABLE, ""
    if row.state == State.PAUSED:
        return row.state, row.paused_why
    return row.state, _why_not_in_force(slug, row) if row.state == State.ACTIVE else ""


def _why_not_in_force(slug: str, row: Plugin | None) -> str:
    """Why a plugin that should be active is not."""
    if active.is_active(slug):
        return ""
    if active.known().safe_mode:
        return Sentence(_("Safe mode is on."))
    manifest = active.loaded_manifest(slug)
    if manifest and row and row.version not in ("", manifest.version):
        if is_newer(row.version, manifest.version):
            words = _("Its folder is of version %(version)s, older than its tables (%(tables)s): put the newer folder back.")
            return Sentence(words, version=manifest.version, tables=row.version)
        return Sentence(_("Its tables are of version %(version)s: an upgrade is needed."), version=row.version)
    if manifest and (away := [each for each in manifest.requires if not active.is_active(each)]):
        return Sentence(_("It needs %(names)s, which is not active."), names=", ".join(away))
    return Sentence(_("This process has not followed yet."))

"""All plugins in one list: what lies on the disk, what the database says, what this process can use."""

from __future__ import annotations

from dataclasses import dataclass

from plugins import active
from plugins.loaded import loaded
from plugins.models import Plugin, State

AVAILABLE = "available"  # discovered and never installed, or uninstalled
MISSING = "missing"  # installed, but its folder is not here


@dataclass(frozen=True)
class Row:
    """A plugin in a list. `state` is one of models.State without "uninstalled", "available", "missing", or a loaded.LeftOut."""

    slug: str
    name: str
    description: str
    version: str  # of its folder
    tables_version: str  # of its tables; empty when it is not installed
    state: str
    reason: str  # why it is not in force although it might be; a sentence or empty
    in_force: bool  # in this process, now
    must_use: bool
    needs: tuple[str, ...]


def overview() -> list[Row]:
    """Return all plugins, by slug."""
    rows = {row.slug: row for row in Plugin.objects.all()}
    there = {slug for slug, row in rows.items() if row.state != State.UNINSTALLED}
    return [_row(slug, rows.get(slug)) for slug in sorted(there | set(loaded().found))]


def _row(slug: str, row: Plugin | None) -> Row:
    manifest = active.loaded_manifest(slug)
    installed = row if row and row.state != State.UNINSTALLED else None
    state, reason = _state(slug, installed)
    return Row(
        slug=slug,
        name=manifest.name if manifest else slug,
        description=manifest.description if manifest else "",
        version=manifest.version if manifest else "",
        tables_version=installed.version if installed else "",
        state=state,
        reason=reason,
        in_force=active.is_active(slug),
        must_use=slug in loaded().must_use,
        needs=tuple(manifest.requires) if manifest else (),
    )


def _state(slug: str, row: Plugin | None) -> tuple[str, str]:
    if slug not in loaded().found:
        return MISSING, "Its folder is not here."
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
        return "Safe mode is on."
    manifest = active.loaded_manifest(slug)
    if manifest and row and row.version not in ("", manifest.version):
        return f"Its tables are of version {row.version}: an upgrade is needed."
    if manifest and (away := [each for each in manifest.requires if not active.is_active(each)]):
        return f"It needs {', '.join(away)}, which is not active."
    return "This process has not followed yet."

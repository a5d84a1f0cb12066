"""What was done to plugins, by whom, in words: to one, or all that was done on this site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from plugins.lifecycle.audit import Done
from plugins.loaded import loaded
from plugins.models import PluginLogEntry

MOST_OF_ONE = 30
MOST_OF_ALL = 15


@dataclass(frozen=True)
class Logged:
    """A line of the audit, with what was done in words. `name` is that of the plugin, "" for what concerns all."""

    label: str | Promise
    name: str
    entry: PluginLogEntry


def history_of(slug: str) -> list[Logged]:
    """Return what was done to the plugin, newest first."""
    return _logged(PluginLogEntry.objects.filter(slug=slug).select_related("user")[:MOST_OF_ONE])


def history() -> list[Logged]:
    """Return what was done last on this site: to each plugin, also to those that are gone, and to all of them at once."""
    return _logged(PluginLogEntry.objects.select_related("user")[:MOST_OF_ALL])


def _logged(entries: Iterable[PluginLogEntry]) -> list[Logged]:
    return [Logged(_label(entry.action), loaded().name(entry.slug) if entry.slug else "", entry) for entry in entries]


def _label(action: str) -> str | Promise:
    """What a later version has written is shown as it stands there."""
    return Done(action).label if action in Done else action

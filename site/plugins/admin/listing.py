"""What the list of plugins shows: tabs with numbers, the rows of one tab, and what may be done to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from plugins.admin.links import settings_address
from plugins.admin.permissions import may_serve, may_uninstall
from plugins.admin.saying import said
from plugins.loaded import LeftOut
from plugins.models import State
from plugins.overview import AVAILABLE, MISSING, Row

Text = str | Promise

PROBLEMS = {MISSING, *map(str, LeftOut)}
_OFF = (State.INSTALLED.value, AVAILABLE)
_LABELS: dict[str, Text] = {
    State.ACTIVE.value: _("Active"),
    State.INSTALLED.value: _("Inactive"),
    AVAILABLE: _("Inactive"),
    State.PAUSED.value: _("Paused"),
    MISSING: _("Missing"),
    LeftOut.INVALID.value: _("Broken"),
    LeftOut.BROKEN.value: _("Broken"),
    LeftOut.INCOMPATIBLE.value: _("Incompatible"),
    LeftOut.DISABLED.value: _("Switched off by the server"),
}


@dataclass(frozen=True)
class Tab:
    """A part of the list. The first one is always there, others only when somebody is in them."""

    name: str
    label: Text
    holds: Callable[[Row], bool]


TABS = (
    Tab("all", _("All"), lambda row: True),
    Tab("active", _("Active"), lambda row: row.state == State.ACTIVE),
    Tab("inactive", _("Inactive"), lambda row: row.state in _OFF),
    Tab("paused", _("Paused"), lambda row: row.state == State.PAUSED),
    Tab("recent", _("Recently deactivated"), lambda row: row.recently_deactivated),
    Tab("must-use", _("Must-use"), lambda row: row.must_use),
    Tab("problems", _("With problems"), lambda row: row.state in PROBLEMS),
)


@dataclass(frozen=True)
class TabShown:
    """A tab with how many plugins are in it."""

    label: Text
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Action:
    """Something that can be done: a link, or a form to be posted when `busy` says what is going on meanwhile."""

    label: Text
    url: str
    busy: Text = ""
    strong: bool = False
    grave: bool = False


@dataclass(frozen=True)
class Item:
    """A row with its words in the editor's language."""

    row: Row
    label: Text
    tone: str  # of the label: "good", "bad", "warn" or ""
    reason: SafeString
    url: str
    actions: tuple[Action, ...]
    chosen_for: tuple[str, ...]  # the bulk actions it can take part in


def found(rows: Iterable[Row], text: str) -> list[Row]:
    """Return the plugins that all words of the text occur in, whatever their case."""
    words = text.casefold().split()
    return [row for row in rows if all(word in _text_of(row) for word in words)]


def shown_tabs(rows: list[Row], current: str, text: str = "") -> list[TabShown]:
    """Return the tabs with numbers; those that nobody is in are left out, but not the one that is open."""
    shown = []
    for tab in TABS:
        count = sum(tab.holds(row) for row in rows)
        if count or tab.name in ("all", current):
            shown.append(TabShown(tab.label, count, list_address(tab.name, text), tab.name == current))
    return shown


def tab_named(name: str) -> str:
    """Return this name if a tab has it, else that of the first."""
    return name if any(tab.name == name for tab in TABS) else TABS[0].name


def list_address(tab: str, text: str = "") -> str:
    """Return the address of a tab of the list, narrowed by a search."""
    asked = {name: value for name, value in (("state", tab), ("q", text)) if value and value != "all"}
    return reverse("plugin_screen:index") + (f"?{urlencode(asked)}" if asked else "")


def in_tab(rows: Iterable[Row], name: str) -> list[Row]:
    """Return the plugins of a tab, by name."""
    tab = next((each for each in TABS if each.name == name), TABS[0])
    return sorted((row for row in rows if tab.holds(row)), key=lambda row: (row.name.casefold(), row.slug))


def item(row: Row, user: Any) -> Item:
    """Return what the list shows of a plugin to this person."""
    tone = {State.ACTIVE.value: "good", State.PAUSED.value: "warn"}.get(row.state, "bad" if row.state in PROBLEMS else "")
    if row.state == State.ACTIVE and not row.in_force:
        tone = "warn"
    chosen = ("activate",) * (row.state in (*_OFF, State.PAUSED)) + ("deactivate",) * _can_deactivate(row)
    url = reverse("plugin_screen:details", args=[row.slug])
    # Why it was paused is kept as it was said, by somebody or by the site in its own language.
    reason = format_html("<bdi>{}</bdi>", row.reason) if row.state == State.PAUSED and row.reason else said(row.reason)
    return Item(row, label_of(row.state), tone, reason, url, actions_for(row, user), chosen)


def label_of(state: str) -> Text:
    """Return the word for a state of overview.Row."""
    return _LABELS.get(state, state)


def actions_for(row: Row, user: Any) -> tuple[Action, ...]:
    """Return what this person may do to the plugin now."""
    slug, actions = row.slug, []
    if row.state in _OFF:
        actions.append(Action(_("Activate"), reverse("plugin_screen:activate", args=[slug]), _("Activating…"), strong=True))
    if row.state == State.PAUSED:
        actions.append(Action(_("Resume"), reverse("plugin_screen:resume", args=[slug]), _("Resuming…"), strong=True))
    if row.state == LeftOut.BROKEN and may_serve(user):
        actions.append(Action(_("Try again"), reverse("plugin_screen:try-again", args=[slug]), _("Preparing…"), strong=True))
    if _can_deactivate(row):
        actions.append(Action(_("Deactivate"), reverse("plugin_screen:deactivate", args=[slug]), _("Deactivating…")))
    if address := settings_address(slug, user):
        actions.append(Action(_("Settings"), address))
    if may_uninstall(user) and row.stored == State.INSTALLED and not row.must_use:
        actions.append(Action(_("Uninstall"), reverse("plugin_screen:uninstall", args=[slug]), grave=True))
    return tuple(actions)


def _can_deactivate(row: Row) -> bool:
    return row.stored in (State.ACTIVE, State.PAUSED) and not row.must_use


def _text_of(row: Row) -> str:
    return f"{row.name} {row.slug} {row.description} {row.author}".casefold()

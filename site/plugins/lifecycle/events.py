"""What happens to plugins, as actions. They run in the process that changed the plugin, after the change is stored."""

from __future__ import annotations

from plugins.hooks import declare_action


@declare_action
def plugin_activated(*, slug: str) -> None:
    """A plugin has been switched on, or goes on after a pause."""


@declare_action
def plugin_deactivated(*, slug: str) -> None:
    """A plugin has been switched off by somebody, or because its folder is gone. Its data is still there."""


@declare_action
def plugin_paused(*, slug: str, why: str) -> None:
    """A plugin has been switched off by the site itself, mostly after failures; `why` is a sentence."""


@declare_action
def plugin_settings_changed(*, slug: str) -> None:
    """Somebody has changed what is set for a plugin; `plugin_settings(slug)` has the new values.

    Other processes read them at once, too, and fire nothing: what a process has made of settings it keeps beside them.
    """


@declare_action
def plugin_uninstalled(*, slug: str) -> None:
    """A plugin's tables, settings and permissions have been removed."""

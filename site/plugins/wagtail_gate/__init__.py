"""Lets plugins write ordinary `wagtail_hooks.py`: what they register there counts while they are active, and cannot hurt.

Wagtail keeps its hooks in a private dictionary, `wagtail.hooks._hooks`. It is replaced by one that looks at the owner of
each callback whenever Wagtail asks: callbacks of inactive plugins are left out, those of active ones are shielded. What
Wagtail asks for only once, such as addresses and menu items of the admin, is always given, and is asked later whether its
plugin is active: menu items by `is_shown`, views by `plugins.wagtail_gate.views.PluginViews`.

A failing `before_…` or `after_…` hook is skipped like all others: a plugin that forbids something there forbids nothing
while it fails. PermissionDenied and Http404 are answers, and pass.

Icons, actions of the log, image operations and rich text features stay registered while their plugin is not active: they
are needed for what has been written with them.
"""

from __future__ import annotations

from wagtail import hooks

from plugins.wagtail_gate import searching
from plugins.wagtail_gate.gated import GatedHooks

__all__ = ["GatedHooks", "forget", "install"]


def install() -> None:
    """Put the gate in. Does nothing when it is there."""
    if not isinstance(hooks._hooks, GatedHooks):
        hooks._hooks = GatedHooks(hooks._hooks)
        searching.install()


def forget(slug: str) -> None:
    """Take out all hooks of a plugin, in tests."""
    for callbacks in hooks._hooks.values():
        callbacks[:] = [each for each in callbacks if each.owner != slug]

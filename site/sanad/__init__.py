"""What plugin authors import: `from sanad import PluginConfig, add_filter, register_slot`. All else is private and may change.

The names come from the rooms that own them, and are looked up when they are first used: a plugin's apps.py is imported
while the settings are read, when no model can be imported yet. Use what needs models in `ready()` or later.

What a change of these names means for plugins is told by `API_VERSION`, which follows semantic versioning.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.hooks import MenuItem as MenuItem
    from content.audiences import Audience as Audience
    from content.audiences import Reader as Reader
    from content.audiences import reader_for as reader_for
    from content.fields import HelpStreamBlock as HelpStreamBlock
    from content.registry import register_block as register_block
    from faq_blocks.styles import FaqStyle as FaqStyle
    from faq_blocks.styles import register_faq_style as register_faq_style
    from plugins.config import PluginConfig as PluginConfig
    from plugins.hooks import UnknownHookError as UnknownHookError
    from plugins.hooks import add_action as add_action
    from plugins.hooks import add_filter as add_filter
    from plugins.hooks import apply_filters as apply_filters
    from plugins.hooks import declare_action as declare_action
    from plugins.hooks import declare_filter as declare_filter
    from plugins.hooks import do_action as do_action
    from plugins.hooks import has_action as has_action
    from plugins.hooks import has_filter as has_filter
    from plugins.hooks import remove_action as remove_action
    from plugins.hooks import remove_filter as remove_filter
    from plugins.signals import on_signal as on_signal
    from plugins.versions import API_VERSION as API_VERSION
    from theme.links import Link as Link

# Name -> the module it comes from; "module:name" where it is called otherwise there.
_SOURCES = {
    "API_VERSION": "plugins.versions",
    "PluginConfig": "plugins.config",
    # Hooks
    "UnknownHookError": "plugins.hooks",
    "add_action": "plugins.hooks",
    "add_filter": "plugins.hooks",
    "apply_filters": "plugins.hooks",
    "declare_action": "plugins.hooks",
    "declare_filter": "plugins.hooks",
    "do_action": "plugins.hooks",
    "has_action": "plugins.hooks",
    "has_filter": "plugins.hooks",
    "remove_action": "plugins.hooks",
    "remove_filter": "plugins.hooks",
    # Blocks
    "FaqStyle": "faq_blocks.styles",
    "HelpStreamBlock": "content.fields",
    "register_block": "content.registry",
    "register_faq_style": "faq_blocks.styles",
    # Signals
    "on_signal": "plugins.signals",
    # Readers
    "Audience": "content.audiences",
    "Reader": "content.audiences",
    "reader_for": "content.audiences",
    # Menus
    "Link": "theme.links",
    "MenuItem": "accounts.hooks",
}

__all__ = sorted(_SOURCES)


def __getattr__(name: str) -> Any:
    if name not in _SOURCES:
        raise AttributeError(f"module 'sanad' has no attribute {name!r}")
    module, _colon, there = _SOURCES[name].partition(":")
    value = globals()[name] = getattr(import_module(module), there or name)
    return value


def __dir__() -> list[str]:
    return __all__

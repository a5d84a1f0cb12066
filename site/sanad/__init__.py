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
    from accounts.personal_data import Person as Person
    from accounts.personal_data import register_personal_data as register_personal_data
    from content.audiences import Audience as Audience
    from content.audiences import Reader as Reader
    from content.audiences import reader_for as reader_for
    from content.checks import Finding as Finding
    from content.checks import Severity as Severity
    from content.checks import register_content_check as register_content_check
    from content.fields import HelpStreamBlock as HelpStreamBlock
    from content.models import HelpPage as HelpPage
    from content.registry import register_block as register_block
    from content.web.addresses import ForbiddenAddressError as ForbiddenAddressError
    from content.web.addresses import InnerHosts as InnerHosts
    from content.web.addresses import inner_hosts as inner_hosts
    from content.web.asking import WebAnswer as WebAnswer
    from content.web.asking import WebError as WebError
    from content.web.asking import web_request as web_request
    from faq_blocks.styles import FaqStyle as FaqStyle
    from faq_blocks.styles import register_faq_style as register_faq_style
    from feedback.models import Comment as Comment
    from feedback.models import Vote as Vote
    from importing.exporting.selection import Export as Export
    from importing.problems import Problem as Problem
    from importing.registry import register_exporter as register_exporter
    from importing.registry import register_importer as register_importer
    from importing.writing.work import Report as Report
    from kb.lists.registry import ListColumn as ListColumn
    from kb.lists.registry import register_editors_list as register_editors_list
    from operations.health import register_health_check as register_health_check
    from operations.jobs import register_job as register_job
    from plugins.addresses import plugin_url as plugin_url
    from plugins.chain import register_middleware as register_middleware
    from plugins.command import PluginCommand as PluginCommand
    from plugins.config import PluginConfig as PluginConfig
    from plugins.hooks import HookSignatureError as HookSignatureError
    from plugins.hooks import UnknownHookError as UnknownHookError
    from plugins.hooks import add_action as add_action
    from plugins.hooks import add_filter as add_filter
    from plugins.hooks import apply_filters as apply_filters
    from plugins.hooks import apply_filters_deprecated as apply_filters_deprecated
    from plugins.hooks import current_hook as current_hook
    from plugins.hooks import declare_action as declare_action
    from plugins.hooks import declare_filter as declare_filter
    from plugins.hooks import did_action as did_action
    from plugins.hooks import did_filter as did_filter
    from plugins.hooks import do_action as do_action
    from plugins.hooks import do_action_deprecated as do_action_deprecated
    from plugins.hooks import doing_hook as doing_hook
    from plugins.hooks import has_action as has_action
    from plugins.hooks import has_filter as has_filter
    from plugins.hooks import remove_action as remove_action
    from plugins.hooks import remove_all_actions as remove_all_actions
    from plugins.hooks import remove_all_filters as remove_all_filters
    from plugins.hooks import remove_filter as remove_filter
    from plugins.registry import DuplicateEntryError as DuplicateEntryError
    from plugins.registry import Registry as Registry
    from plugins.settings import SecretField as SecretField
    from plugins.settings import SettingsForm as SettingsForm
    from plugins.settings import plugin_settings as plugin_settings
    from plugins.settings import register_settings as register_settings
    from plugins.shield import shielded as shielded
    from plugins.signals import on_signal as on_signal
    from plugins.versions import API_VERSION as API_VERSION
    from search.documents import Document as Document
    from search.documents import register_kind as register_kind
    from search.facets import Facet as Facet
    from search.facets import register_facet as register_facet
    from search.facets import register_facet_values as register_facet_values
    from search.log import register_draft_starter as register_draft_starter
    from search.pages import register_page_measure as register_page_measure
    from search.preparation import register_leading_kind as register_leading_kind
    from search.queries import SearchQuery as SearchQuery
    from search.selectors import SearchPage as SearchPage
    from search.suggesting import PageSuggestion as PageSuggestion
    from search.ways_out import WayOut as WayOut
    from search.ways_out import register_way_out as register_way_out
    from theme.links import Heading as Heading
    from theme.links import Link as Link
    from theme.reader_links import links_to as links_to
    from theme.reader_pages import ReaderPage as ReaderPage
    from theme.slots import SlotContext as SlotContext
    from theme.slots import UnknownSlotError as UnknownSlotError
    from theme.slots import register_slot as register_slot

# Name -> the module it comes from; "module:name" where it is called otherwise there.
_SOURCES = {
    "API_VERSION": "plugins.versions",
    "PluginConfig": "plugins.config",
    # Hooks
    "HookSignatureError": "plugins.hooks",
    "UnknownHookError": "plugins.hooks",
    "add_action": "plugins.hooks",
    "add_filter": "plugins.hooks",
    "apply_filters": "plugins.hooks",
    "apply_filters_deprecated": "plugins.hooks",
    "current_hook": "plugins.hooks",
    "declare_action": "plugins.hooks",
    "declare_filter": "plugins.hooks",
    "did_action": "plugins.hooks",
    "did_filter": "plugins.hooks",
    "do_action": "plugins.hooks",
    "do_action_deprecated": "plugins.hooks",
    "doing_hook": "plugins.hooks",
    "has_action": "plugins.hooks",
    "has_filter": "plugins.hooks",
    "remove_action": "plugins.hooks",
    "remove_all_actions": "plugins.hooks",
    "remove_all_filters": "plugins.hooks",
    "remove_filter": "plugins.hooks",
    # Addresses, commands, middleware, settings
    "PluginCommand": "plugins.command",
    "SecretField": "plugins.settings",
    "SettingsForm": "plugins.settings",
    "plugin_settings": "plugins.settings",
    "plugin_url": "plugins.addresses",
    "register_middleware": "plugins.chain",
    "register_settings": "plugins.settings",
    # Blocks
    "FaqStyle": "faq_blocks.styles",
    "HelpStreamBlock": "content.fields",
    "register_block": "content.registry",
    "register_faq_style": "faq_blocks.styles",
    # Signals
    "on_signal": "plugins.signals",
    # Extension points of a plugin's own
    "DuplicateEntryError": "plugins.registry",
    "Registry": "plugins.registry",
    "shielded": "plugins.shield",
    # Readers
    "Audience": "content.audiences",
    "HelpPage": "content.models",
    "Reader": "content.audiences",
    "ReaderPage": "theme.reader_pages",
    "links_to": "theme.reader_links",
    "reader_for": "content.audiences",
    # Slots
    "SlotContext": "theme.slots",
    "UnknownSlotError": "theme.slots",
    "register_slot": "theme.slots",
    # Menus and what stands around a text
    "Heading": "theme.links",
    "Link": "theme.links",
    "MenuItem": "accounts.hooks",
    # Checks of content
    "Finding": "content.checks",
    "Severity": "content.checks",
    "register_content_check": "content.checks",
    # Editors' lists
    "ListColumn": "kb.lists.registry",
    "register_editors_list": "kb.lists.registry",
    # Asking other machines
    "ForbiddenAddressError": "content.web.addresses",
    "InnerHosts": "content.web.addresses",
    "WebAnswer": "content.web.asking",
    "WebError": "content.web.asking",
    "inner_hosts": "content.web.addresses",
    "web_request": "content.web.asking",
    # Votes and comments
    "Comment": "feedback.models",
    "Vote": "feedback.models",
    # Data about people
    "Person": "accounts.personal_data",
    "register_personal_data": "accounts.personal_data",
    # Importing and exporting
    "Export": "importing.exporting.selection",
    "Problem": "importing.problems",
    "Report": "importing.writing.work",
    "register_exporter": "importing.registry",
    "register_importer": "importing.registry",
    # Operations
    "register_health_check": "operations.health",
    "register_job": "operations.jobs",
    # Search
    "Document": "search.documents",
    "Facet": "search.facets",
    "PageSuggestion": "search.suggesting",
    "SearchPage": "search.selectors",
    "SearchQuery": "search.queries",
    "WayOut": "search.ways_out",
    "register_draft_starter": "search.log",
    "register_facet": "search.facets",
    "register_facet_values": "search.facets",
    "register_kind": "search.documents",
    "register_leading_kind": "search.preparation",
    "register_page_measure": "search.pages",
    "register_way_out": "search.ways_out",
}

__all__ = sorted(_SOURCES)


def __getattr__(name: str) -> Any:
    if name not in _SOURCES:
        raise AttributeError(f"module 'sanad' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_SOURCES[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__

"""Hooks: the places where a plugin, or another room, joins in. They work as in WordPress.

An **action** tells that something happens. A **filter** lets a value be changed on its way:

    from plugins.hooks import add_action, add_filter

    def shout(title):
        return title.upper()

    def remember(page):
        ...

    add_filter("page_title", shout)
    add_action("article_read", remember, priority=20)

A callback names the arguments it wants, in any order, and leaves out the others; `**kwargs` takes them all. A filter's
callback gets the value first, whatever it calls it, and returns it. Lower priorities run first.

Whoever owns a hook declares it by a function without a body, and fires it by calling that, or by name:

    @declare_filter
    def page_title(title: str, *, page: ReaderPage) -> str:
        '''The title of a page, in the browser's tab and in search results.'''
        return title

    page_title(page.title, page=page)
    apply_filters("page_title", page.title, page=page)

Declare before you use: registering for, firing or asking about a name nobody has declared is an error, at once, and so
is a callback that wants what the hook does not have. It is not kept for a later declaration, for then a typing error
would be silence. Rooms therefore declare their hooks in a module that is imported before any `ready()` registers, and a
plugin that may have to do without another one's hook catches `UnknownHookError`.

To retire a hook, put the standard decorator `typing_extensions.deprecated` below the declaring one: whoever registers
then gets a DeprecationWarning that says what to use instead.

Callbacks may add and remove callbacks while the hook runs: the running priority finishes as it began, higher ones
obey at once. A callback that raises is logged and skipped, and a filter keeps the value it had before. In tests it
raises: `plugins.hooks.testing.isolated_hooks` sets the flag `plugins.shield.strict`, and undoes at its end what
the test declared and registered. Threads and asyncio tasks need no care.

A callback belongs to the plugin whose code is being loaded when it is registered, or else in whose package it stands. It is
called while its plugin is active, and guarded more closely (`plugins.shield`): in a transaction it has a savepoint, its
time is measured, the result of a filter must have the declared type, and lists, sets and dictionaries are handed over as
copies, so that a failure half-way leaves the value as it was.
"""

from plugins.hooks.context import counting, current_hook, doing_hook
from plugins.hooks.dispatch import (
    apply_filters,
    apply_filters_deprecated,
    did_action,
    did_filter,
    do_action,
    do_action_deprecated,
)
from plugins.hooks.errors import HookError, HookSignatureError, UnknownHookError
from plugins.hooks.listeners import (
    add_action,
    add_filter,
    has_action,
    has_filter,
    listeners_of,
    remove_action,
    remove_all_actions,
    remove_all_filters,
    remove_filter,
    remove_owner,
)
from plugins.hooks.registry import Hook, catalogue, declare_action, declare_filter
from plugins.hooks.signatures import Argument

__all__ = [
    "Argument",
    "Hook",
    "HookError",
    "HookSignatureError",
    "UnknownHookError",
    "add_action",
    "add_filter",
    "apply_filters",
    "apply_filters_deprecated",
    "catalogue",
    "counting",
    "current_hook",
    "declare_action",
    "declare_filter",
    "did_action",
    "did_filter",
    "do_action",
    "do_action_deprecated",
    "doing_hook",
    "has_action",
    "has_filter",
    "listeners_of",
    "remove_action",
    "remove_all_actions",
    "remove_all_filters",
    "remove_filter",
    "remove_owner",
]

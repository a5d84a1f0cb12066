"""Signals for plugins: they hear them while they are active, and what fails in them stays there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import iscoroutinefunction
from typing import Any

from django.dispatch import Signal

from plugins.active import is_active
from plugins.naming import owner_for
from plugins.registry import Registry
from plugins.shield import describe, shielded

Receiver = Callable[..., Any]


class Connection:
    """A function of a plugin that listens to a signal."""

    def __init__(self, function: Receiver, owner: str) -> None:
        self.function, self.owner = function, owner
        self.where = f"signal to {describe(function)}"

    def receive(self, **given: Any) -> Any:
        """Pass the signal on while the plugin is active."""
        if not is_active(self.owner):
            return None
        return shielded(self.owner, self.where, partial(self.function, **given), None)


# Signals hold their receivers weakly: whoever leaves this registry stops to listen.
connections: Registry[Connection] = Registry("signals")


def on_signal(signal: Signal, function: Receiver, sender: Any = None) -> None:
    """Call `function(sender=…, **what the signal tells)` whenever `signal` is sent, by `sender` only if one is given.

    A plugin calls this in its `ready()`, instead of `signal.connect()`, which nobody could switch off: the function is
    called while the plugin is active. In a transaction it has a savepoint, its time is measured, and when it raises, that
    is logged and counted and the other receivers go on. Raises TypeError for a coroutine function.

        from django.contrib.auth.signals import user_logged_in
        from wagtail.signals import page_published

        on_signal(page_published, tell, sender=ArticlePage)
    """
    if iscoroutinefunction(function):
        raise TypeError(f"{describe(function)} is a coroutine function; on_signal() needs a plain one.")
    connection = Connection(function, owner_for(function))
    connections.add(connection, owner=connection.owner)
    signal.connect(connection.receive, sender=sender)

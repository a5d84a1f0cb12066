"""Callbacks that count as a plugin's."""

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def of_plugin(slug: str) -> Callable[[Function], Function]:
    """Let a function look as if it stood in the package of the plugin."""

    def move(function: Function) -> Function:
        function.__module__ = f"sanad_plugins.{slug}.hooks"
        return function

    return move

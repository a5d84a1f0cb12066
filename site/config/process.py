"""What this process is for. What a process may do depends on it: how long its statements run, how many connections it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

Kind = Literal["web", "worker", "migrations", "command"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_COMMANDS: dict[str, Kind] = {
    "runserver": "web",
    "worker": "worker",
    "scheduler": "worker",
    "migrate": "migrations",
    "prepare": "migrations",
}
_kind: Kind = "command"


def declare(kind: Kind) -> None:
    """Say what this process is for, before the settings are read."""
    global _kind
    _kind = kind


def declare_command(arguments: Sequence[str]) -> None:
    """Say it by the arguments of manage.py: what serves, works and migrates is known by its name."""
    declare(_COMMANDS.get(arguments[1], "command") if len(arguments) > 1 else "command")


def kind() -> Kind:
    """Return what this process is for; whoever has not said so runs a command."""
    return _kind

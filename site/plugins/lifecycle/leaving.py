"""What a plugin leaves behind in other rooms: scheduled jobs, search entries. Each room says how it is found and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from plugins.registry import Registry
from plugins.sentences import Sentence


@dataclass(frozen=True)
class Leftovers:
    """Something that rooms keep for plugins. It must work for a plugin whose code is gone.

    `listed(slug)` names what there is, for whoever decides; `remove(slug)` removes it, when the tables of the plugin are gone,
    and may be called twice; `forbids(slug)` says why it cannot be removed, before anything is, or returns None.
    """

    title: str | Promise  # "Scheduled jobs"
    listed: Callable[[str], list[str]]
    remove: Callable[[str], object]
    forbids: Callable[[str], Sentence | None] | None = None


leftovers: Registry[Leftovers] = Registry("leftovers")

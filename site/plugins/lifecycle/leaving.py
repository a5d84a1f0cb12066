"""What a plugin leaves behind in other rooms: scheduled jobs, search entries. Each room says how it is found and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from plugins.registry import Registry


@dataclass(frozen=True)
class Leftovers:
    """Something that rooms keep for plugins. It must work for a plugin whose code is gone.

    `listed(slug)` names what there is, for whoever decides; `remove(slug)` removes it and may be called twice.
    """

    title: str | Promise  # "Scheduled jobs"
    listed: Callable[[str], list[str]]
    remove: Callable[[str], object]


leftovers: Registry[Leftovers] = Registry("leftovers")

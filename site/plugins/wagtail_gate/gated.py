"""The dictionary in which Wagtail keeps its hooks, with an eye on whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Self

from plugins.active import is_active
from plugins.naming import owner_for
from plugins.wagtail_gate import kinds
from plugins.wagtail_gate.guarding import guarded, made

Callback = Callable[..., Any]


class Registered(tuple[Callback, int]):
    """What Wagtail keeps of a callback, (function, order), and its owner besides."""

    owner: str

    def __new__(cls, pair: tuple[Callback, int]) -> Self:
        new = super().__new__(cls, pair)
        new.owner = owner_of_callback(pair[0])
        return new


class Callbacks(list[Registered]):
    """The callbacks of one hook."""

    def __init__(self, pairs: Iterable[tuple[Callback, int]] = ()) -> None:
        super().__init__(Registered(pair) for pair in pairs)

    def append(self, pair: tuple[Callback, int]) -> None:
        """Keep a callback, and whose code is being loaded now, or else whose it is."""
        super().append(Registered(pair))


class GatedHooks(dict[str, Callbacks]):
    """Hook name -> callbacks. Whoever asks with `get`, as Wagtail does, is given what counts now."""

    def __init__(self, found: Mapping[str, Iterable[tuple[Callback, int]]]) -> None:
        super().__init__({name: Callbacks(pairs) for name, pairs in found.items()})

    def __setitem__(self, name: str, pairs: Iterable[tuple[Callback, int]]) -> None:
        super().__setitem__(name, Callbacks(pairs))

    def get(self, name: str, default: Any = None) -> Any:
        """Return (function, order) of the core and of active plugins, those of plugins shielded."""
        found = super().get(name)
        if found is None:
            return default
        return [pair for each in found for pair in ([each] if not each.owner else given(name, each))]


def given(name: str, registered: Registered) -> Iterator[tuple[Callback, int]]:
    """What Wagtail is given of one callback: nothing, or (function, order)."""
    slug, (callback, order) = registered.owner, registered
    if name in kinds.AS_IT_IS:
        yield registered
    elif kinds.is_made_once(name):
        if (maker := made(slug, name, callback)) is not None:
            yield maker, order
    elif name in kinds.AT_START or is_active(slug):
        yield guarded(slug, name, callback), order


def owner_of_callback(callback: Callback) -> str:
    """Whose is it? A method of Wagtail's that serves a plugin's class or model is the plugin's."""
    served = getattr(callback, "__self__", None)
    return owner_for(callback, *([] if served is None else [served, getattr(served, "model", None)]))

"""The declared hooks, and who listens to each."""

import difflib
import inspect
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import update_wrapper
from operator import attrgetter
from typing import Concatenate, Literal, ParamSpec, TypeVar, cast

from plugins import active, shield
from plugins.hooks.compiler import compiled
from plugins.hooks.errors import HookError, HookSignatureError, UnknownHookError
from plugins.hooks.levels import Level, Listener, sorted_out
from plugins.hooks.owned import first_run
from plugins.hooks.signatures import Argument, Callback, declared_arguments
from plugins.naming import owner_for

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")
Kind = Literal["action", "filter"]

writing = threading.RLock()  # held by whoever changes a hook; nobody who runs one waits for it


@dataclass(slots=True, eq=False)
class Hook:
    """A declared hook. Both tuples are replaced, never changed, so a run can read them without a lock."""

    name: str
    kind: Kind
    arguments: tuple[Argument, ...]  # the value of a filter first
    documentation: str
    module: str
    owner: str  # the slug of the plugin that declares it, or "" for the core
    deprecated: str  # what to use instead, or ""
    listeners: tuple[Listener, ...] = ()  # all, those of inactive plugins too
    levels: tuple[Level, ...] = ()  # those that are called, as the run needs them
    run: Callback = field(init=False, repr=False)
    run_owned: Callback = field(init=False, repr=False)  # the part of a run that calls plugins: see `owned`

    def __post_init__(self) -> None:
        self.run_owned = first_run(self)

    def publish(self, listeners: Iterable[Listener]) -> None:
        """Replace the listeners. The sort is stable: equal priorities keep the order of registration."""
        self.listeners = tuple(sorted(listeners, key=attrgetter("priority")))
        self.levels = sorted_out(self.listeners, f"{self.kind} {self.name}")
        self.settle()

    def settle(self) -> None:
        """Note whether there is nobody to call. Tests that are strict let every hook run, as that checks the arguments."""
        idle = (filters if self.kind == "filter" else actions).idle
        if self.levels or shield.strict:
            idle.discard(self.name)
        else:
            idle.add(self.name)


class Hooks(dict[str, Hook]):
    """The declared hooks of one kind by name; a missing name raises UnknownHookError."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.idle: set[str] = set()  # those that nobody listens to: most hooks most of the time

    def forget(self, name: str) -> None:
        """Take a declaration back, in tests."""
        del self[name]
        self.idle.discard(name)

    def __missing__(self, name: str) -> Hook:
        other = filters if self.kind == "action" else actions
        if name in other:
            raise UnknownHookError(f"'{name}' is no {self.kind}: it is declared as {other.kind}.")
        near = difflib.get_close_matches(name, self, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else " Is the module that declares it imported before?"
        raise UnknownHookError(f"There is no {self.kind} '{name}'.{hint}")


actions = Hooks("action")
filters = Hooks("filter")


def declare_action(stub: Callable[Arguments, None], /) -> Callable[Arguments, None]:
    """Declare an action by a function that has its name, arguments and documentation, and an empty body.

    The result fires the action: `article_read(page=page)` is the quick form of `do_action("article_read", page=page)`.
    Raises HookSignatureError (parameters, types or documentation) and HookError (the name is taken).
    """
    return _declare(stub, actions)


def declare_filter(stub: Callable[Concatenate[Value, Arguments], Value], /) -> Callable[Concatenate[Value, Arguments], Value]:
    """Declare a filter by a function that has its name, value, arguments and documentation, and returns the value.

    The result applies the filter: `page_title(title, page=page)` is the quick form of
    `apply_filters("page_title", title, page=page)`. Raises as `declare_action` does.
    """
    return _declare(stub, filters)


@active.on_change
def recompile(_active: frozenset[str]) -> None:
    """Plugins came or went: call from now on the callbacks of those that are active."""
    with writing:
        for hook in catalogue():
            if any(listener.owner for listener in hook.listeners):
                hook.publish(hook.listeners)


def catalogue() -> tuple[Hook, ...]:
    """Every declared hook, by name."""
    return tuple(sorted([*actions.values(), *filters.values()], key=attrgetter("name")))


Stub = TypeVar("Stub", bound=Callback)


def _declare(stub: Stub, hooks: Hooks) -> Stub:
    name = stub.__name__
    documentation = inspect.getdoc(stub)
    if not documentation:
        raise HookSignatureError(f"{shield.describe(stub)} has no docstring: say when the hook runs and what it is for.")
    if name.startswith("_") or not name.isidentifier():
        raise HookSignatureError(f"{shield.describe(stub)}: the name of a hook is an identifier without a leading underscore.")
    hook = Hook(
        name=name,
        kind=hooks.kind,
        arguments=declared_arguments(stub, takes_value=hooks.kind == "filter"),
        documentation=documentation,
        module=stub.__module__,
        owner=owner_for(stub),
        deprecated=getattr(stub, "__deprecated__", ""),  # set by the standard decorator `deprecated` (PEP 702)
    )
    hook.run = update_wrapper(compiled(hook), stub)
    with writing:
        taken = actions.get(name) or filters.get(name)
        if taken:
            raise HookError(f"The {taken.kind} '{name}' of {taken.module} is declared again by {hook.module}.")
        hooks[name] = hook
        hook.settle()
    return cast(Stub, hook.run)

"""Does a value have the type that a filter declares? Read from the declaration when a plugin first answers the filter.

Checked is what can be checked at once and without running code of the value: classes, unions, literals, and what lists,
tuples, sets and dictionaries hold. What cannot be checked (protocols, type variables without a bound) passes.
"""

from __future__ import annotations

import ast
import builtins
import collections.abc
import importlib
import inspect
import logging
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plugins.hooks.registry import Hook

logger = logging.getLogger("plugins.hooks")

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class ValueType:
    """The declared type of a filter's value."""

    text: str  # as declared
    exact: type | None  # a value of exactly this class needs no closer look
    kind: type | None  # the class of a value whose contents are looked at, such as list
    fits: Check
    is_container: bool  # a list, set or dict, which a callback could change in place


def value_type(hook: Hook) -> ValueType:
    """Read what the filter `hook` declares. A type that cannot be read is told in the log, and everything but None passes."""
    stub = inspect.unwrap(hook.run)
    argument = hook.arguments[0]
    try:
        declared = read_type(stub, argument.name)
        check = checker(declared)
    except Exception:
        logger.exception("Hook %s: the type %s cannot be read; results of plugins pass unchecked.", hook.name, argument.type)
        return ValueType(argument.type, None, None, lambda value: value is not None, True)
    origin = typing.get_origin(declared)
    is_class = isinstance(declared, type) and origin is None and not is_dataclass(declared)
    exact = declared if is_class and declared not in (list, set, dict, object, Any) else None
    return ValueType(argument.type, exact, origin if isinstance(origin, type) else None, check, _holds_container(declared))


def read_type(stub: Callable[..., Any], name: str) -> Any:
    """The type of a parameter, also where it is text and names what is imported for type checking only."""
    annotation = inspect.signature(stub).parameters[name].annotation
    names = _Names(getattr(stub, "__globals__", {}), stub.__module__)
    if isinstance(annotation, str):
        annotation = eval(annotation, names)  # noqa: S307  # nosec B307 # the text of a declaration, as typing.get_type_hints() does
    return annotation


class _Names(dict[str, Any]):
    """The names of a module, and those it imports below `if TYPE_CHECKING:`."""

    def __init__(self, known: dict[str, Any], module: str) -> None:
        super().__init__(known)
        self.module = module

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            return getattr(builtins, name)
        imported = _imports_for_typing(self.module).get(name)
        if imported is None:
            raise NameError(f"{self.module} does not know the name {name}")
        module, attribute = imported
        found = importlib.import_module(module)
        return getattr(found, attribute) if attribute else found


def _imports_for_typing(module: str) -> dict[str, tuple[str, str]]:
    """What the module imports for type checking only: name -> (module, attribute)."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    blocks = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    found: dict[str, tuple[str, str]] = {}
    for node in (each for block in blocks for each in block.body):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name.partition(".")[0]: (alias.name, "") for alias in node.names}
    return found


def checker(declared: Any) -> Check:
    """A function that tells whether a value has the type `declared`."""
    if declared is None or declared is type(None):
        return lambda value: value is None
    if isinstance(declared, typing.NewType):
        return checker(declared.__supertype__)
    if isinstance(declared, typing.TypeVar):
        return checker(declared.__bound__) if declared.__bound__ else _anything
    origin = typing.get_origin(declared)
    if origin is not None:
        return _generic(origin, typing.get_args(declared))
    if not isinstance(declared, type) or declared in (object, Any) or _is_protocol(declared):
        return _anything
    if typing.is_typeddict(declared):
        return _instance(dict)
    return _instance((int, float) if declared is float else declared)


def _generic(origin: Any, arguments: tuple[Any, ...]) -> Check:
    if origin in (typing.Union, types.UnionType):
        checks = [checker(each) for each in arguments]
        return lambda value: any(check(value) for check in checks)
    if origin is typing.Literal:
        return lambda value: any(type(value) is type(each) and value == each for each in arguments)
    if origin is typing.Annotated:
        return checker(arguments[0])
    if origin is type:
        return _instance(type)
    if origin is collections.abc.Callable:
        return callable
    if origin is tuple and arguments and arguments[-1] is not Ellipsis:
        checks = [checker(each) for each in arguments]
        return lambda value: isinstance(value, tuple) and len(value) == len(checks) and all(map(_agrees, checks, value))
    if not isinstance(origin, type) or _is_protocol(origin):
        return _anything
    held = [checker(each) for each in arguments if each is not Ellipsis]
    is_kind = _instance(origin)
    if issubclass(origin, collections.abc.Mapping) and len(held) == 2:
        return lambda value: is_kind(value) and (not isinstance(value, dict) or _mapping_agrees(value, *held))
    if len(held) == 1:
        # Only what is at hand is looked at: a queryset or an iterator would be read to its end.
        return lambda value: is_kind(value) and (not isinstance(value, (list, tuple, set, frozenset)) or all(map(held[0], value)))
    return is_kind


def _mapping_agrees(value: dict[Any, Any], key: Check, held: Check) -> bool:
    return all(map(key, value)) and all(map(held, value.values()))


def _agrees(check: Check, value: Any) -> bool:
    return check(value)


def _instance(kind: type | tuple[type, ...]) -> Check:
    return lambda value: isinstance(value, kind)


def _is_protocol(kind: type) -> bool:
    """Protocols say what a value can do, not what it is; the abstract classes of the library can be asked."""
    return getattr(kind, "_is_protocol", False) and kind.__module__ not in ("collections.abc", "typing")


def _anything(value: Any) -> bool:
    return True


def _holds_container(declared: Any) -> bool:
    origin = typing.get_origin(declared)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return any(_holds_container(each) for each in typing.get_args(declared))
    kind = origin or declared
    return kind in (Any, object) or (isinstance(kind, type) and any(issubclass(each, kind) for each in (list, set, dict)))

"""Signatures: of the stub that declares a hook, and of the callbacks that answer it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from inspect import Parameter
from typing import Any

from plugins.hooks.errors import HookSignatureError
from plugins.shield import describe

Callback = Callable[..., Any]

BY_NAME = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing a hook hands to its callbacks."""

    name: str
    type: str  # as written in the declaration


def declared_arguments(stub: Callback, *, takes_value: bool) -> tuple[Argument, ...]:
    """What the stub of a hook declares, the value of a filter first.

    Raises HookSignatureError unless the stub reads `(value: T, *, name: T, ...)` for a filter, `(*, name: T, ...)` for
    an action: named, typed, without defaults and without a leading underscore.
    """
    arguments = []
    for position, parameter in enumerate(inspect.signature(stub).parameters.values()):
        is_value = takes_value and position == 0
        kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD) if is_value else (Parameter.KEYWORD_ONLY,)
        if parameter.kind not in kinds or parameter.default is not Parameter.empty or parameter.name.startswith("_"):
            raise HookSignatureError(
                f"{describe(stub)} cannot declare '{parameter}'. Write the value of a filter first, then '*', then the"
                " arguments, without defaults and without leading underscores."
            )
        if parameter.annotation is Parameter.empty:
            raise HookSignatureError(f"{describe(stub)} does not say of which type '{parameter.name}' is.")
        arguments.append(Argument(parameter.name, _type_text(parameter.annotation)))
    if takes_value and not arguments:
        raise HookSignatureError(f"{describe(stub)} declares a filter, so its first parameter must be the value.")
    return tuple(arguments)


def fitted(hook: str, arguments: tuple[str, ...], callback: Callback, *, takes_value: bool) -> Callback:
    """The callback in a form that can be called with all arguments of the hook by position.

    That is the callback itself when it names them all in their order, otherwise a small function around it which
    passes those it names. Raises HookSignatureError when it needs something else.
    """
    value, names = (arguments[:1], arguments[1:]) if takes_value else ((), arguments)
    try:
        parameters = _parameters(callback, names, takes_value)
    except ValueError as why:
        named = f"any of {', '.join(names)} by name" if names else "nothing"
        allowed = f"the value first, then {named}" if takes_value else named
        raise HookSignatureError(
            f"{describe(callback)} cannot listen to the hook {hook}: {why}. A callback may take {allowed}."
        ) from None
    in_order = parameters[: len(names)]
    if [(p.name, p.kind) for p in in_order] == [(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names]:
        return callback
    takes_all = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters)
    wanted = [name for name in names if takes_all or name in {p.name for p in parameters if p.kind in BY_NAME}]
    adapted: Callback = _adapter(arguments, value, tuple(wanted))(callback)
    adapted.__wrapped__ = callback  # type: ignore[attr-defined]  # for messages
    return adapted


def _parameters(callback: Callback, names: tuple[str, ...], takes_value: bool) -> list[Parameter]:
    """The parameters of the callback, without the one that gets the value. ValueError says what cannot be served."""
    if not callable(callback):
        raise ValueError("it cannot be called")
    if inspect.iscoroutinefunction(callback) or inspect.iscoroutinefunction(type(callback).__call__):
        raise ValueError("it is async, and nobody would await it")
    parameters = list(inspect.signature(callback).parameters.values())
    if takes_value:
        first = parameters[0] if parameters else None
        if first is None or first.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD):
            raise ValueError("it has no parameter for the value")
        if first.name in names:
            raise ValueError(f"its first parameter gets the value but is called '{first.name}', like an argument")
        if first.kind is not Parameter.VAR_POSITIONAL:
            parameters.pop(0)
    for parameter in parameters:
        passed = parameter.name in names and parameter.kind in BY_NAME
        collects = parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        if not passed and not collects and parameter.default is Parameter.empty:
            raise ValueError(f"the hook has nothing for its parameter '{parameter.name}'")
    return parameters


@cache
def _adapter(arguments: tuple[str, ...], value: tuple[str, ...], wanted: tuple[str, ...]) -> Callback:
    """A maker of functions that take all `arguments` and pass on the value, and the `wanted` ones by name.

    Made from text because this is twice as fast as `**`. Only names that a declaration has checked become code.
    """
    passed = ", ".join([*value, *(f"{name}={name}" for name in wanted)])
    maker: Callback = eval(f"lambda _callback: lambda {', '.join(arguments)}: _callback({passed})")  # noqa: S307  # nosec B307
    return maker


def _type_text(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)

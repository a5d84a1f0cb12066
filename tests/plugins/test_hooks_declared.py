"""Declaring hooks: the catalogue, unknown names, unclear declarations, deprecated hooks."""

import inspect
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from typing_extensions import deprecated

from plugins.hooks import (
    Argument,
    HookError,
    HookSignatureError,
    UnknownHookError,
    add_action,
    add_filter,
    apply_filters,
    catalogue,
    declare_action,
    declare_filter,
    did_action,
    did_filter,
    do_action,
    has_filter,
    remove_filter,
)
from plugins.hooks.testing import isolated_hooks


@declare_filter
def unused_filter(value: str) -> str:
    """Declared outside the tests: it is there before and after."""
    return value


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks():

        @declare_filter
        def card_title(title: str, *, page: object, site: "object | None") -> str:
            """The title of a page."""
            return title

        @declare_action
        def article_read(*, page: object) -> None:
            """Somebody has read an article."""

        yield


ASKING: list[tuple[str, Callable[[str], object]]] = [
    ("add_filter", lambda name: add_filter(name, str.upper)),
    ("remove_filter", lambda name: remove_filter(name, str.upper)),
    ("has_filter", has_filter),
    ("apply_filters", lambda name: apply_filters(name, "x")),
    ("did_filter", did_filter),
]


@pytest.mark.parametrize("ask", [row[1] for row in ASKING], ids=[row[0] for row in ASKING])
def test_unknown_hook_is_told(ask: Callable[[str], object]) -> None:
    with pytest.raises(UnknownHookError, match=r"no filter 'card_tilte'\. Did you mean 'card_title'\?"):
        ask("card_tilte")


def test_unknown_action_is_told() -> None:
    with pytest.raises(UnknownHookError, match="There is no action 'zzz'"):
        did_action("zzz")


def test_action_is_no_filter() -> None:
    with pytest.raises(UnknownHookError, match="'article_read' is no filter: it is declared as action"):
        add_filter("article_read", str.upper)


def test_declared_hook_can_be_called() -> None:
    @declare_filter
    def greeting(value: str, *, name: str) -> str:
        """A greeting."""
        return value

    add_filter("greeting", lambda value, name: f"{value}, {name}")
    assert greeting("Hello", name="Nour") == "Hello, Nour"


def test_calling_a_declared_hook_counts() -> None:
    unused_filter("x")
    assert did_filter("unused_filter") == 1


def test_declared_hook_keeps_signature_and_documentation_of_its_stub() -> None:
    assert (str(inspect.signature(unused_filter)), unused_filter.__name__) == ("(value: str) -> str", "unused_filter")


def test_catalogue_tells_names_types_and_words() -> None:
    hook = next(hook for hook in catalogue() if hook.name == "card_title")
    assert (hook.kind, hook.arguments, hook.documentation, hook.module) == (
        "filter",
        (Argument("title", "str"), Argument("page", "object"), Argument("site", "object | None")),
        "The title of a page.",
        __name__,
    )


def test_catalogue_is_in_alphabetical_order() -> None:
    names = [hook.name for hook in catalogue()]
    assert names == sorted(names)


@pytest.mark.parametrize("arguments", [{}, {"pgae": 1}, {"page": 1, "site": 2}])
def test_wrong_arguments_are_told_when_somebody_listens(arguments: dict[str, int]) -> None:
    with isolated_hooks(strict=False):
        add_action("article_read", lambda: None)
        with pytest.raises(TypeError, match="article_read"):
            do_action("article_read", **arguments)


def test_wrong_arguments_are_told_to_tests_when_nobody_listens() -> None:
    with pytest.raises(TypeError, match="article_read"):
        do_action("article_read", pgae=1)


def without_words(value: str) -> str:
    return value


def without_value() -> None:
    """Words."""


def untyped(value):
    """Words."""


def positional(value: str, page: object) -> str:
    """Words."""
    return value


def defaulted(value: str, *, page: object = None) -> str:
    """Words."""
    return value


def underscored(value: str, *, _call: object) -> str:
    """Words."""
    return value


def _private(value: str) -> str:
    """Words."""
    return value


@pytest.mark.parametrize(
    "stub", [without_words, without_value, untyped, positional, defaulted, underscored, _private, lambda value: value]
)
def test_unclear_declaration_is_refused(stub: Any) -> None:
    with pytest.raises(HookSignatureError):
        declare_filter(stub)


def test_action_has_no_value() -> None:
    with pytest.raises(HookSignatureError, match="cannot declare 'value: str'"):
        declare_action(positional)  # type: ignore[arg-type]


def test_name_is_declared_once() -> None:
    def card_title() -> None:
        """Another one."""

    with pytest.raises(HookError, match=r"The filter 'card_title' of .* is declared again"):
        declare_action(card_title)


def test_deprecated_hook_warns_who_registers() -> None:
    @declare_filter
    @deprecated("use card_title")
    def old_title(value: str) -> str:
        """The title, formerly."""
        return value

    with pytest.warns(DeprecationWarning, match="The hook old_title is deprecated: use card_title") as caught:
        add_filter("old_title", str.upper)
    assert caught[0].filename == __file__


def test_deprecated_hook_runs_without_a_warning() -> None:
    @declare_filter
    @deprecated("use card_title")
    def old_title(value: str) -> str:
        """The title, formerly."""
        return value

    with warnings.catch_warnings(action="error"):
        assert apply_filters("old_title", "x") == "x"


def test_isolation_forgets_hooks_and_listeners() -> None:
    with isolated_hooks():

        @declare_action
        def passing() -> None:
            """Gone soon."""

        add_filter("unused_filter", str.upper)
    assert ("passing" in [hook.name for hook in catalogue()], has_filter("unused_filter")) == (False, False)

"""Which values have the type that a filter declares."""

from __future__ import annotations

import collections.abc
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NewType, Protocol, TypedDict, TypeVar

import pytest
from django.utils.safestring import SafeString, mark_safe

from plugins.hooks import catalogue, declare_filter
from plugins.hooks.registry import filters
from plugins.hooks.testing import isolated_hooks
from plugins.hooks.value_types import checker, value_type

if TYPE_CHECKING:
    import fractions as parts
    from fractions import Fraction


class Named(Protocol):
    name: str


class Row(TypedDict):
    name: str


Slug = NewType("Slug", str)
Number = TypeVar("Number", bound=int)
Free = TypeVar("Free")

FITS: list[Any] = [
    (str, "x", True),
    (str, mark_safe("x"), True),
    (str, b"x", False),
    (str, None, False),
    (SafeString, mark_safe("x"), True),
    (SafeString, "x", False),
    (None, None, True),
    (None, 0, False),
    (str | None, None, True),
    (str | None, 5, False),
    (typing.Optional[int], None, True),  # noqa: UP045 - older spelling
    (typing.Union[int, str], 1.5, False),  # noqa: UP007
    (float, 1, True),
    (float, "1", False),
    (int, True, True),
    (object, None, True),
    (Any, None, True),
    (Literal["a", 1], "a", True),
    (Literal["a", 1], True, False),
    (list[int], [1, 2], True),
    (list[int], [1, "2"], False),
    (list[int], (1, 2), False),
    (list, ["anything"], True),
    (list[int | None], [1, None], True),
    (list[list[int]], [[1], ["x"]], False),
    (set[str], {"a"}, True),
    (frozenset[str], frozenset({1}), False),
    (tuple[int, ...], (1, 2, 3), True),
    (tuple[int, ...], (1, "2"), False),
    (tuple[int, str], (1, "2"), True),
    (tuple[int, str], (1, "2", 3), False),
    (dict[str, int], {"a": 1}, True),
    (dict[str, int], {"a": "1"}, False),
    (dict[str, int], {1: 1}, False),
    (Mapping[str, int], {"a": 1}, True),
    (Mapping[str, int], [], False),
    (Sequence[str], ["a"], True),
    (Sequence[str], [1], False),
    (Sequence[str], {"a"}, False),
    pytest.param(Iterable[str], iter([1]), True, id="an iterator, which is not read"),
    (collections.abc.Iterable, 5, False),
    (Callable[[], int], print, True),
    (Callable[[], int], 5, False),
    (type[int], int, True),
    (type[int], 5, False),
    (typing.Annotated[int, "positive"], "x", False),
    (Slug, "x", True),
    (Slug, 5, False),
    (Number, 5, True),
    (Number, "5", False),
    (Free, "anything", True),
    (Named, "cannot be told", True),
    (Row, {"name": "x"}, True),
    (Row, "x", False),
]


@pytest.mark.parametrize(("declared", "value", "fits"), FITS, ids=[f"{row[0]}-{row[1]!r}" for row in FITS])
def test_value_fits_its_declared_type(declared: Any, value: Any, fits: bool) -> None:
    assert checker(declared)(value) is fits


def test_type_imported_for_checking_only_is_found() -> None:
    with isolated_hooks():

        @declare_filter
        def share(value: Fraction | None) -> Fraction | None:
            """Part of something."""
            return value

        assert value_type(filters["share"]).fits(Decimal(1)) is False


def test_module_imported_for_checking_only_is_found() -> None:
    with isolated_hooks():

        @declare_filter
        def share(value: parts.Fraction) -> parts.Fraction:
            """Part of something."""
            return value

        assert value_type(filters["share"]).exact is import_module("fractions").Fraction


def test_unreadable_type_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with isolated_hooks():

        @declare_filter
        def odd(value: Nowhere) -> Nowhere:  # type: ignore[name-defined]  # noqa: F821
            """Nobody knows this type."""
            return value

        value_type(filters["odd"])
    assert "Hook odd: the type Nowhere cannot be read" in caplog.text


@pytest.mark.parametrize(("value", "fits"), [("anything", True), (None, False)])
def test_unreadable_type_lets_everything_pass_but_none(value: object, fits: bool) -> None:
    with isolated_hooks():

        @declare_filter
        def odd(value: Nowhere) -> Nowhere:  # type: ignore[name-defined]  # noqa: F821
            """Nobody knows this type."""
            return value

        assert value_type(filters["odd"]).fits(value) is fits


def test_types_of_all_our_filters_can_be_read(caplog: pytest.LogCaptureFixture) -> None:
    for hook in catalogue():
        if hook.kind == "filter":
            value_type(hook)
    assert caplog.messages == []

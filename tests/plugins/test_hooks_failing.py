"""A callback that fails is logged and skipped."""

import functools
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

from plugins.hooks import (
    add_action,
    add_filter,
    apply_filters,
    current_hook,
    declare_action,
    declare_filter,
    do_action,
)
from plugins.hooks.testing import isolated_hooks


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks(strict=False):

        @declare_filter
        def trail(value: str, *, page: object) -> str:
            """Every callback appends something."""
            return value

        @declare_action
        def bell() -> None:
            """It rings."""

        yield


def broken(value: str) -> NoReturn:
    raise ValueError("broken")


def leaving(value: str) -> NoReturn:
    sys.exit(3)


def endless(value: str) -> str:
    return endless(value)


@pytest.mark.parametrize("callback", [broken, leaving, endless])
def test_filter_keeps_the_previous_value_and_goes_on(callback: Callable[[str], str]) -> None:
    add_filter("trail", lambda value: value + "a", 5)
    add_filter("trail", callback, 10)
    add_filter("trail", lambda value: value + "z", 20)
    assert apply_filters("trail", "", page=None) == "az"


def test_endless_nesting_of_a_hook_ends() -> None:
    def nest(value: str) -> str:
        return apply_filters("trail", value, page=None)

    add_filter("trail", nest, 10)
    add_filter("trail", lambda value: value + "z", 20)
    assert apply_filters("trail", "", page=None).strip("z") == ""


def test_action_goes_on() -> None:
    rung = []
    add_action("bell", lambda: 1 / 0)
    add_action("bell", lambda: rung.append(1))
    do_action("bell")
    assert rung == [1]


def test_no_hook_is_current_after_a_failure() -> None:
    add_filter("trail", broken)
    apply_filters("trail", "", page=None)
    assert current_hook() is None


@pytest.mark.parametrize(
    ("callback", "name"),
    [
        (broken, "broken"),  # adapted, as it does not take the page
        (lambda value, page: 1 / 0, "<lambda>"),
        (functools.partial(broken), "broken"),
    ],
)
def test_log_names_hook_and_callback(callback: Callable[..., str], name: str, caplog: pytest.LogCaptureFixture) -> None:
    add_filter("trail", callback)
    apply_filters("trail", "", page=None)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("plugins.hooks", logging.ERROR)
    assert record.getMessage().startswith("Hook trail: ")
    assert record.getMessage().endswith(f"{name} failed and was skipped.")


def test_log_has_the_traceback(caplog: pytest.LogCaptureFixture) -> None:
    add_filter("trail", broken)
    apply_filters("trail", "", page=None)
    assert "ValueError: broken" in caplog.text


def test_callback_cannot_fail_by_its_description() -> None:
    class Hostile:
        def __call__(self, value: str) -> NoReturn:
            raise ValueError

        def __repr__(self) -> NoReturn:
            raise ValueError

    add_filter("trail", Hostile())
    assert apply_filters("trail", "kept", page=None) == "kept"


def test_interrupt_of_the_server_passes(default_interrupt: None) -> None:
    add_action("bell", lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        do_action("bell")


@pytest.mark.parametrize(("callback", "error"), [(broken, ValueError), (leaving, SystemExit)])
def test_strict_mode_raises(callback: Callable[[str], str], error: type[BaseException]) -> None:
    with isolated_hooks(strict=True):
        add_filter("trail", callback)
        with pytest.raises(error) as raised:
            apply_filters("trail", "", page=None)
    assert raised.value.__notes__ == [f"Raised by {__name__}.{callback.__name__}, a callback of the hook trail."]

"""Calling code of plugins anywhere but in hooks."""

import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest

from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.shield import describe, shielded


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


def broken() -> NoReturn:
    raise ValueError("broken")


def leaving() -> NoReturn:
    sys.exit(3)


def endless() -> str:
    return endless()


def hungry() -> str:
    return "x" * sys.maxsize


def test_result_of_a_plugin_is_returned() -> None:
    assert shielded("alpha", "slot header", lambda: "hello", "") == "hello"


@pytest.mark.parametrize("call", [broken, leaving, endless, hungry])
def test_failure_gives_the_default(call: Callable[[], str]) -> None:
    assert shielded("alpha", "slot header", call, "default") == "default"


@pytest.mark.parametrize("call", [broken, leaving, endless, hungry])
def test_failure_is_counted(call: Callable[[], str]) -> None:
    shielded("alpha", "slot header", call, "")
    assert [(each.where, each.calls, each.errors) for each in statistics("alpha")] == [("slot header", 1, 1)]


def test_failure_is_logged_with_the_plugin(caplog: pytest.LogCaptureFixture) -> None:
    shielded("alpha", "slot header", broken, "")
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert record.getMessage() == f"Plugin alpha: {__name__}.broken failed in slot header and was skipped."


def test_unexpected_type_gives_the_default() -> None:
    result: Any = shielded("alpha", "slot header", lambda: 5, "default", expected=str)
    assert result == "default"


def test_one_of_several_expected_types_passes() -> None:
    assert shielded("alpha", "slot header", lambda: 5, 0, expected=(str, int)) == 5


def test_core_code_is_not_shielded() -> None:
    with pytest.raises(ValueError, match="broken"):
        shielded("", "slot header", broken, "")


def test_core_code_is_not_measured() -> None:
    shielded("", "slot header", lambda: 1, 0)
    assert statistics("") == []


def test_interrupt_passes() -> None:
    def interrupt() -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shielded("alpha", "slot header", interrupt, "")


def test_strict_mode_raises() -> None:
    with isolated_hooks(strict=True), pytest.raises(SystemExit) as raised:
        shielded("alpha", "slot header", leaving, "")
    assert raised.value.__notes__[0].startswith(f"Raised by {__name__}.leaving of the plugin alpha, slot header.")


def test_hostile_attributes_do_not_break_the_message() -> None:
    class Hostile:
        def __getattribute__(self, name: str) -> NoReturn:
            raise ValueError

    assert describe(Hostile()).endswith("Hostile")

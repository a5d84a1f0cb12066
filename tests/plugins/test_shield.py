"""Calling code of plugins anywhere but in hooks."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest
from django.utils import timezone, translation
from django.utils.safestring import SafeString

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


class Odd(BaseException):
    """As some libraries have it."""


@pytest.mark.parametrize("error", [Odd, KeyboardInterrupt, GeneratorExit, asyncio.CancelledError])
def test_errors_that_are_no_exceptions_are_failures(error: type[BaseException]) -> None:
    def raising() -> NoReturn:
        raise error

    assert (shielded("alpha", "slot header", raising, "default"), statistics("alpha")[0].errors) == ("default", 1)


def interrupted() -> None:
    signal.raise_signal(signal.SIGINT)


def test_interrupt_of_the_server_passes(default_interrupt: None) -> None:
    with pytest.raises(KeyboardInterrupt):
        shielded("alpha", "slot header", interrupted, "")
    assert statistics("alpha")[0].errors == 0


def test_signal_that_ends_the_worker_passes() -> None:
    def leave(number: int, frame: object) -> NoReturn:
        sys.exit(1)

    before = signal.signal(signal.SIGABRT, leave)
    try:
        with pytest.raises(SystemExit):
            shielded("alpha", "slot header", lambda: signal.raise_signal(signal.SIGABRT), None)
    finally:
        signal.signal(signal.SIGABRT, before)


class Text(str):
    """Fails when it is used."""

    def strip(self, *characters: Any) -> NoReturn:
        raise ValueError

    __str__ = __html__ = __format__ = strip


class Plain(str):
    def strip(self, *characters: Any) -> NoReturn:
        raise ValueError


class Marked(SafeString):
    def strip(self, *characters: Any) -> NoReturn:
        raise ValueError


def test_text_of_a_class_of_its_own_becomes_a_plain_one() -> None:
    assert type(shielded("alpha", "slot header", lambda: Plain("words"), "", expected=str)) is str


def test_safe_text_of_a_class_of_its_own_stays_safe() -> None:
    text = shielded("alpha", "slot header", lambda: Marked("<b>words</b>"), "", expected=str)
    assert (type(text), text) == (SafeString, "<b>words</b>")


def test_text_that_cannot_be_shown_is_a_failure() -> None:
    text = shielded("alpha", "slot header", lambda: Text("words"), "default", expected=str)
    assert (text, statistics("alpha")[0].errors) == ("default", 1)


def test_language_is_afterwards_what_it_was() -> None:
    with translation.override("id"):
        shielded("alpha", "slot header", lambda: translation.activate("ar"), None)
        assert translation.get_language() == "id"


def test_language_is_what_it_was_after_a_failure() -> None:
    def failing() -> NoReturn:
        translation.activate("ar")
        raise ValueError

    with translation.override("id"):
        shielded("alpha", "slot header", failing, None)
        assert translation.get_language() == "id"


def test_language_is_what_it_was_after_the_languages_of_the_site_changed(settings: Any) -> None:
    settings.LANGUAGES = settings.LANGUAGES[:]  # Django begins anew to keep the language of each thread
    test_language_is_afterwards_what_it_was()


def test_language_that_was_put_back_by_the_plugin_is_no_matter() -> None:
    def careful() -> str:
        with translation.override("ar"):
            return translation.get_language() or ""

    with translation.override("id"):
        assert (shielded("alpha", "slot header", careful, ""), translation.get_language()) == ("ar", "id")


def test_time_zone_is_afterwards_what_it_was() -> None:
    with timezone.override("Asia/Jakarta"):
        shielded("alpha", "slot header", lambda: timezone.activate("Asia/Riyadh"), None)
        assert timezone.get_current_timezone_name() == "Asia/Jakarta"


def test_strict_mode_raises() -> None:
    with isolated_hooks(strict=True), pytest.raises(SystemExit) as raised:
        shielded("alpha", "slot header", leaving, "")
    assert raised.value.__notes__[0].startswith(f"Raised by {__name__}.leaving of the plugin alpha, slot header.")


def test_hostile_attributes_do_not_break_the_message() -> None:
    class Hostile:
        def __getattribute__(self, name: str) -> NoReturn:
            raise ValueError

    assert describe(Hostile()).endswith("Hostile")

"""A failing callback of a plugin is logged with its slug and skipped; results and times are looked at."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.functional import lazy

from plugins.failures import Statistic, statistics
from plugins.hooks import add_action, add_filter, apply_filters, declare_action, declare_filter, do_action
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests
from tests.plugins.owned import of_plugin
from theme.links import Link

ours = of_plugin("alpha")


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks(strict=False), activate_for_tests("alpha", "beta"):

        @declare_filter
        def trail(value: str, *, page: object) -> str:
            """Every callback appends something."""
            return value

        @declare_filter
        def links(items: list[str]) -> list[str]:
            """Every callback appends a link."""
            return items

        @declare_filter
        def maybe(value: str | None) -> str | None:
            """Nothing is a value as well."""
            return value

        @declare_action
        def bell() -> None:
            """It rings."""

        yield


@ours
def broken(value: str) -> NoReturn:
    raise ValueError("broken")


@ours
def leaving(value: str) -> NoReturn:
    sys.exit(3)


@ours
def endless(value: str) -> str:
    return endless(value)


@ours
def forgetful(value: str) -> None:
    value + "x"


@ours
def counting(value: str) -> int:
    return len(value)


FAILING = [broken, leaving, endless, forgetful, counting]


@pytest.mark.parametrize("callback", FAILING)
def test_filter_keeps_the_previous_value_and_goes_on(callback: Callable[[str], Any]) -> None:
    add_filter("trail", ours(lambda value: value + "a"), 5)
    add_filter("trail", callback, 10)
    add_filter("trail", ours(lambda value: value + "y"), 10)
    add_filter("trail", lambda value: value + "z", 20)
    assert apply_filters("trail", "", page=None) == "ayz"


@pytest.mark.parametrize("callback", FAILING)
def test_failure_is_counted(callback: Callable[[str], Any]) -> None:
    add_filter("trail", callback)
    apply_filters("trail", "", page=None)
    assert [(each.where, each.errors) for each in statistics("alpha")] == [("filter trail", 1)]


@pytest.mark.parametrize("callback", FAILING)
def test_log_names_the_plugin(callback: Callable[[str], Any], caplog: pytest.LogCaptureFixture) -> None:
    add_filter("trail", callback)
    apply_filters("trail", "", page=None)
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    name = f"sanad_plugins.alpha.hooks.{callback.__name__}"
    assert record.getMessage() == f"Plugin alpha: {name} failed in filter trail and was skipped."


def test_action_goes_on() -> None:
    rung: list[int] = []
    add_action("bell", ours(lambda: 1 / 0))
    add_action("bell", ours(lambda: rung.append(1)))
    add_action("bell", of_plugin("beta")(lambda: rung.append(2)))
    do_action("bell")
    assert rung == [1, 2]


def test_endless_nesting_of_a_hook_ends() -> None:
    add_filter("trail", ours(lambda value: apply_filters("trail", value, page=None)))
    assert apply_filters("trail", "kept", page=None) == "kept"


def test_message_says_what_was_returned_and_declared(caplog: pytest.LogCaptureFixture) -> None:
    add_filter("trail", counting)
    apply_filters("trail", "", page=None)
    assert "It returned int where str is declared." in caplog.text


def test_none_is_refused_where_it_is_not_declared(caplog: pytest.LogCaptureFixture) -> None:
    add_filter("trail", forgetful)
    apply_filters("trail", "", page=None)
    assert "It returned nothing where str is declared." in caplog.text


def test_none_is_taken_where_it_is_declared() -> None:
    add_filter("maybe", ours(lambda value: None))
    assert apply_filters("maybe", "x") is None


class Text(str):
    def strip(self, *characters: Any) -> NoReturn:
        raise ValueError


def test_text_of_a_class_of_its_own_becomes_a_plain_one() -> None:
    add_filter("trail", ours(lambda value: Text("sub")))
    text = apply_filters("trail", "", page=None)
    assert (type(text), text) == (str, "sub")


def test_texts_in_a_list_become_plain_ones() -> None:
    add_filter("links", ours(lambda items: [Text("sub")]))
    empty: list[str] = []
    assert [type(each) for each in apply_filters("links", empty)] == [str]


def test_in_a_transaction_texts_become_plain_ones(db: None) -> None:
    add_filter("trail", ours(lambda value: Text("sub")))
    with transaction.atomic():
        assert type(apply_filters("trail", "", page=None)) is str


def test_texts_of_dataclasses_become_plain_ones() -> None:
    @declare_filter
    def crumbs(value: list[Link]) -> list[Link]:
        """Links."""
        return value

    add_filter("crumbs", ours(lambda value: [*value, Link(Text("sub"), "/")]))
    assert [type(each.title) for each in apply_filters("crumbs", [Link("first", "/")])] == [str, str]


def broken_text() -> str:
    raise ValueError


failing: Any = lazy(broken_text, str)


def test_lazy_text_that_cannot_be_shown_is_a_failure() -> None:
    @declare_filter
    def crumbs(value: list[Link]) -> list[Link]:
        """Links."""
        return value

    add_filter("crumbs", ours(lambda value: [Link(failing(), "/")]))
    assert apply_filters("crumbs", []) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit, asyncio.CancelledError, type("Odd", (BaseException,), {})])
def test_errors_that_are_no_exceptions_are_failures(error: type[BaseException]) -> None:
    @ours
    def raising(value: str) -> NoReturn:
        raise error

    add_filter("trail", raising)
    assert (apply_filters("trail", "kept", page=None), statistics("alpha")[0].errors) == ("kept", 1)


def test_language_is_afterwards_what_it_was() -> None:
    add_action("bell", ours(lambda: translation.activate("ar")))
    with translation.override("id"):
        do_action("bell")
        assert translation.get_language() == "id"


def test_wrong_item_of_a_list_is_refused() -> None:
    add_filter("links", ours(lambda items: [*items, 5]))
    assert apply_filters("links", ["a"]) == ["a"]


def test_message_of_a_wrong_item_does_not_blame_the_list(caplog: pytest.LogCaptureFixture) -> None:
    add_filter("links", ours(lambda items: [*items, 5]))
    apply_filters("links", ["a"])
    assert "It returned list with something else in it than list[str], which is declared." in caplog.text


def test_failure_after_a_change_in_place_leaves_the_list_as_it_was() -> None:
    @ours
    def half(items: list[str]) -> NoReturn:
        items.append("half")
        raise ValueError

    add_filter("links", half)
    assert apply_filters("links", ["a"]) == ["a"]


def test_list_changed_in_place_and_returned_is_taken() -> None:
    @ours
    def more(items: list[str]) -> list[str]:
        items.append("b")
        return items

    add_filter("links", more)
    assert apply_filters("links", ["a"]) == ["a", "b"]


def test_core_callbacks_are_not_checked() -> None:
    value: object = ""
    add_filter("trail", lambda value: 5)
    assert apply_filters("trail", value, page=None) == 5


@pytest.mark.parametrize("callback", FAILING)
def test_strict_mode_raises(callback: Callable[[str], Any]) -> None:
    with isolated_hooks(strict=True):
        add_filter("trail", callback)
        with pytest.raises((Exception, SystemExit)) as raised:
            apply_filters("trail", "", page=None)
    assert "of the plugin alpha, filter trail" in raised.value.__notes__[0]


def test_calls_are_summed_for_each_plugin_and_hook() -> None:
    for priority in (10, 20):
        add_filter("trail", ours(lambda value: value), priority)
    add_action("bell", ours(lambda: None))
    apply_filters("trail", "", page=None)
    apply_filters("trail", "", page=None)
    do_action("bell")
    assert {each.where: each.calls for each in statistics("alpha")} == {"filter trail": 4, "action bell": 1}


def test_plugins_are_told_apart() -> None:
    add_action("bell", of_plugin("beta")(lambda: None))
    do_action("bell")
    assert ([each.where for each in statistics("beta")], statistics("alpha")) == (["action bell"], [])


def slow_statistic(settings: Any, threshold: int) -> Statistic:
    settings.SANAD_PLUGIN_SLOW_MS = threshold
    add_action("bell", ours(lambda: time.sleep(0.02)))
    add_action("bell", of_plugin("beta")(lambda: None))
    do_action("bell")
    do_action("bell")
    (statistic,) = statistics("alpha")
    return statistic


def test_slow_callbacks_are_counted(settings: Any) -> None:
    assert slow_statistic(settings, 10).slow == 2


def test_callbacks_below_the_threshold_are_not_slow(settings: Any) -> None:
    assert slow_statistic(settings, 10_000).slow == 0


def test_time_is_told_in_milliseconds(settings: Any) -> None:
    statistic = slow_statistic(settings, 10)
    assert 20 <= statistic.mean <= statistic.slowest < 2_000


def test_time_of_a_plugin_is_not_that_of_the_one_before(settings: Any) -> None:
    slow_statistic(settings, 10)
    assert statistics("beta")[0].slowest < 20

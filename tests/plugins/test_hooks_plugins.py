"""Callbacks of plugins are called while their plugin is active."""

from collections.abc import Iterator

import pytest

from plugins.hooks import (
    add_action,
    add_filter,
    apply_filters,
    catalogue,
    declare_action,
    declare_filter,
    do_action,
    has_filter,
    listeners_of,
    remove_all_filters,
    remove_owner,
)
from plugins.hooks.registry import filters
from plugins.hooks.testing import isolated_hooks
from plugins.owners import owned_by
from plugins.testing import activate_for_tests
from tests.plugins.owned import of_plugin


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks(), activate_for_tests("alpha"):

        @declare_filter
        def trail(value: str) -> str:
            """Every callback appends its letter."""
            return value

        @declare_action
        def bell() -> None:
            """It rings."""

        yield


@of_plugin("alpha")
def a(value: str) -> str:
    return value + "a"


@of_plugin("beta")
def b(value: str) -> str:
    return value + "b"


def core(value: str) -> str:
    return value + "c"


def test_callbacks_of_active_plugins_run() -> None:
    add_filter("trail", a)
    assert apply_filters("trail", "") == "a"


def test_callbacks_of_inactive_plugins_do_not_run() -> None:
    add_filter("trail", b)
    assert apply_filters("trail", "") == ""


def test_action_callbacks_of_inactive_plugins_do_not_run() -> None:
    heard: list[int] = []
    add_action("bell", of_plugin("beta")(lambda: heard.append(1)))
    do_action("bell")
    assert heard == []


def test_fifty_inactive_listeners_are_as_good_as_none() -> None:
    for priority in range(50):
        add_filter("trail", b, priority)
    assert filters["trail"].levels == ()


def test_activation_is_in_force_at_once() -> None:
    add_filter("trail", b)
    with activate_for_tests("beta"):
        assert apply_filters("trail", "") == "b"


def test_deactivation_is_in_force_at_once() -> None:
    add_filter("trail", a)
    with activate_for_tests():
        assert apply_filters("trail", "") == ""


def test_deactivation_during_a_run_is_in_force_at_the_next_priority() -> None:
    def switch(value: str) -> str:
        switched.__enter__()
        return value + "s"

    switched = activate_for_tests()
    add_filter("trail", switch, 5)
    add_filter("trail", a, 10)
    add_filter("trail", core, 20)
    try:
        assert apply_filters("trail", "") == "sc"
    finally:
        switched.__exit__(None, None, None)


def test_core_and_plugins_keep_the_order_of_registration() -> None:
    with activate_for_tests("alpha", "beta"):
        for callback in (b, core, a):
            add_filter("trail", callback)
        add_filter("trail", core, 9)
        assert apply_filters("trail", "") == "cbca"


def test_later_callbacks_of_the_running_priority_run_when_the_hook_changes_meanwhile() -> None:
    def meddle(value: str) -> str:
        add_filter("trail", core, 10)
        add_filter("trail", core, 30)
        return value + "m"

    add_filter("trail", meddle)
    add_filter("trail", a)
    add_filter("trail", lambda value: value + "z")
    assert apply_filters("trail", "") == "mazc"


def test_what_is_registered_while_a_plugin_loads_is_the_plugins() -> None:
    with owned_by("beta"):
        add_filter("trail", core)
    assert apply_filters("trail", "") == ""


def test_what_a_plugin_registers_of_another_one_is_its_own() -> None:
    """As in every registry: whoever joins it in is who may be switched off."""
    with owned_by("beta"):
        add_filter("trail", a)
    assert apply_filters("trail", "") == ""


def test_inactive_plugins_are_not_among_the_listeners() -> None:
    add_filter("trail", b, 0)
    assert (has_filter("trail"), has_filter("trail", b), has_filter("trail", b, 0)) == (False, False, False)


def test_active_plugins_are_among_the_listeners() -> None:
    add_filter("trail", a, 0)
    assert (has_filter("trail", a), type(has_filter("trail", a))) == (0, int)


def test_inactive_callback_is_registered_once() -> None:
    add_filter("trail", b)
    add_filter("trail", b)
    with activate_for_tests("beta"):
        assert apply_filters("trail", "") == "b"


def test_removing_all_leaves_inactive_plugins_their_callbacks() -> None:
    add_filter("trail", a)
    add_filter("trail", b)
    remove_all_filters("trail")
    with activate_for_tests("alpha", "beta"):
        assert apply_filters("trail", "") == "b"


def test_listeners_of_a_plugin_are_told_active_or_not() -> None:
    add_filter("trail", b, 7)
    assert [(hook.name, listener.priority) for hook, listener in listeners_of("beta")] == [("trail", 7)]


def test_uninstalled_plugin_leaves_no_callbacks() -> None:
    add_filter("trail", b)
    add_filter("trail", core)
    remove_owner("beta")
    assert (listeners_of("beta"), apply_filters("trail", "")) == ((), "c")


def test_catalogue_tells_which_plugin_declares_a_hook() -> None:
    with owned_by("beta"):

        @declare_filter
        def theirs(value: str) -> str:
            """Declared by a plugin."""
            return value

    assert {hook.name: hook.owner for hook in catalogue() if hook.name in ("theirs", "trail")} == {"theirs": "beta", "trail": ""}

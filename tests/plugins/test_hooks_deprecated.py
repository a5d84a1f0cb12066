"""Hooks that go away: whoever still listens is told."""

import warnings
from collections.abc import Iterator

import pytest

from plugins.hooks import (
    UnknownHookError,
    add_action,
    add_filter,
    apply_filters_deprecated,
    declare_action,
    declare_filter,
    did_action,
    do_action_deprecated,
)
from plugins.hooks.testing import isolated_hooks


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks():

        @declare_filter
        def old_title(title: str, *, page: object) -> str:
            """The title, formerly."""
            return title

        @declare_action
        def old_bell(*, page: object) -> None:
            """It rang."""

        yield


def shout(title: str, page: str) -> str:
    return f"{title} {page}!"


def test_listeners_of_a_deprecated_action_are_called() -> None:
    heard: list[object] = []
    add_action("old_bell", lambda page: heard.append(page))
    with pytest.warns(DeprecationWarning):
        do_action_deprecated("old_bell", "1.2", page="P")
    assert heard == ["P"]


def test_listeners_of_a_deprecated_filter_change_the_value() -> None:
    add_filter("old_title", shout)
    with pytest.warns(DeprecationWarning):
        assert apply_filters_deprecated("old_title", "T", "1.2", page="P") == "T P!"


def test_warning_tells_version_replacement_words_and_listeners() -> None:
    add_filter("old_title", shout)
    with pytest.warns(DeprecationWarning) as caught:
        apply_filters_deprecated("old_title", "T", "1.2", "card_title", "Titles are per language.", page="P")
    assert str(caught[0].message) == (
        "The filter old_title is deprecated since version 1.2: use card_title instead. Titles are per language."
        f" Listening: {__name__}.shout."
    )


def test_warning_without_a_replacement_says_so() -> None:
    add_action("old_bell", lambda page: None)
    with pytest.warns(DeprecationWarning, match="there is nothing to use instead"):
        do_action_deprecated("old_bell", "1.2", page="P")


def test_warning_points_to_whoever_fires() -> None:
    add_action("old_bell", lambda page: None)
    with pytest.warns(DeprecationWarning) as caught:
        do_action_deprecated("old_bell", "1.2", page="P")
    assert caught[0].filename == __file__


def test_deprecated_hooks_without_listeners_are_silent() -> None:
    with warnings.catch_warnings(action="error"):
        do_action_deprecated("old_bell", "1.2", page="P")
        assert apply_filters_deprecated("old_title", "T", "1.2", page="P") == "T"


def test_deprecated_action_without_listeners_has_not_happened() -> None:
    do_action_deprecated("old_bell", "1.2", page="P")
    assert did_action("old_bell") == 0


def test_deprecated_action_with_listeners_counts() -> None:
    add_action("old_bell", lambda page: None)
    with pytest.warns(DeprecationWarning):
        do_action_deprecated("old_bell", "1.2", page="P")
    assert did_action("old_bell") == 1


def test_unknown_deprecated_hook_is_told() -> None:
    with pytest.raises(UnknownHookError):
        apply_filters_deprecated("odl_title", "T", "1.2", page="P")

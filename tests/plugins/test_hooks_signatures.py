"""What a callback may take, and what registration tells it otherwise."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from plugins.hooks import (
    HookSignatureError,
    add_action,
    add_filter,
    apply_filters,
    declare_action,
    declare_filter,
    do_action,
    has_filter,
)
from plugins.hooks.testing import isolated_hooks


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


class Upper:
    def __call__(self, value: str, *, site: object) -> str:
        return f"{value} on {site}"


def everything(value: str, **arguments: object) -> str:
    return f"{value} {arguments}"


def swapped(value: str, site: object, page: object) -> str:
    return f"{value} {site} {page}"


def optional_first(value: str, mark: str = "!", /, page: object = None) -> str:
    return f"{value}{mark} {page}"


FITTING: list[tuple[str, Callable[..., Any], str]] = [
    ("all in order", lambda value, page, site: f"{value} {page} {site}", "T P S"),
    ("in another order", swapped, "T S P"),
    ("value only", lambda anything: anything.lower(), "t"),
    ("the second argument only", lambda value, site: f"{value} {site}", "T S"),
    ("by keyword only", lambda value, *, page: f"{value} {page}", "T P"),
    ("all by **", everything, "T {'page': 'P', 'site': 'S'}"),
    ("one by name and the rest by **", lambda v, site, **rest: f"{v} {site} {rest}", "T S {'page': 'P'}"),
    ("value by *", lambda *values: f"{values}", "('T',)"),
    ("a default of its own", lambda value, suffix="?": value + suffix, "T?"),
    ("a default before an argument", optional_first, "T! P"),
    ("a default for an argument is overruled", lambda value, page=None: f"{value} {page}", "T P"),
    ("a partial", functools.partial(lambda value, *, mark: value + mark, mark="#"), "T#"),
    ("an object", Upper(), "T on S"),
    ("a positional-only value", lambda value, /, page: f"{value} {page}", "T P"),
    ("* named like an argument", lambda value, *page: f"{value} {page}", "T ()"),
]


@pytest.mark.parametrize(("callback", "expected"), [row[1:] for row in FITTING], ids=[row[0] for row in FITTING])
def test_callback_takes_what_it_names(callback: Callable[..., Any], expected: str) -> None:
    add_filter("card_title", callback)
    assert apply_filters("card_title", "T", page="P", site="S") == expected


async def waits(value: str) -> str:
    return value


class Waits:
    async def __call__(self, value: str) -> str:
        return value


REFUSED: list[tuple[str, Any, str]] = [
    ("a misspelt argument", lambda value, pgae: value, "nothing for its parameter 'pgae'"),
    ("no value", lambda: "x", "no parameter for the value"),
    ("the value by keyword only", lambda *, page: page, "no parameter for the value"),
    ("value forgotten", lambda page: page, "gets the value but is called 'page'"),
    ("a positional-only argument", lambda value, page, /: value, "nothing for its parameter 'page'"),
    ("async", waits, "it is async"),
    ("an async object", Waits(), "it is async"),
    ("no callable", "card_title", "cannot be called"),
    ("an unreadable signature", str, "no signature found"),
]


@pytest.mark.parametrize(("callback", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_wrong_signature_is_told_at_registration(callback: Any, why: str) -> None:
    with pytest.raises(HookSignatureError, match=why):
        add_filter("card_title", callback)


def test_refused_callback_is_not_registered() -> None:
    with pytest.raises(HookSignatureError):
        add_filter("card_title", lambda: "x")
    assert has_filter("card_title") is False


def test_refusal_names_the_callback_and_what_is_allowed() -> None:
    def shout(value: str, loud: bool) -> str:
        return value

    with pytest.raises(HookSignatureError) as refusal:
        add_filter("card_title", shout)
    assert str(refusal.value).endswith(
        "shout cannot listen to the hook card_title: the hook has nothing for its parameter 'loud'."
        " A callback may take the value first, then any of page, site by name."
    )


def test_action_callback_may_take_nothing() -> None:
    rung = []
    add_action("article_read", lambda: rung.append(1))
    do_action("article_read", page="P")
    assert rung == [1]


def test_action_callback_with_a_stranger_is_refused() -> None:
    with pytest.raises(HookSignatureError, match="A callback may take any of page by name"):
        add_action("article_read", lambda value, page: None)

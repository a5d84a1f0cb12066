"""What a plugin does to the database within a request's transaction stays bounded."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NoReturn

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, IntegrityError, connection, transaction

from plugins.hooks import add_action, add_filter, apply_filters, declare_action, declare_filter, do_action
from plugins.hooks.testing import isolated_hooks
from plugins.shield import shielded
from plugins.testing import activate_for_tests
from tests.plugins.owned import of_plugin

pytestmark = pytest.mark.django_db
outside = pytest.mark.django_db(transaction=True)
ours = of_plugin("alpha")


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks(strict=False), activate_for_tests("alpha"):

        @declare_action
        def saved() -> None:
            """Something is being saved."""

        @declare_filter
        def title(value: str) -> str:
            """A title."""
            return value

        yield


@pytest.fixture(autouse=True)
def clean_connection(db: None) -> Iterator[None]:
    """Whatever a test does, the connection's books are as before."""

    def books() -> tuple[object, ...]:
        return (
            connection.in_atomic_block,
            [*connection.savepoint_ids],
            [*connection.atomic_blocks],
            [*connection.execute_wrappers],
        )

    before = books()
    yield
    assert books() == before


def names() -> set[str]:
    return set(Group.objects.filter(name__startswith="t ").values_list("name", flat=True))


def group(name: str) -> Group:
    return Group.objects.create(name=f"t {name}")


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@ours
def raises() -> NoReturn:
    group("theirs")
    raise ValueError


@ours
def swallows() -> None:
    group("theirs")
    with suppress(IntegrityError):
        group("before")


@ours
def swallows_in_sql() -> None:
    group("theirs")
    with suppress(DatabaseError):
        execute("SELECT nothing FROM nowhere")
    connection.set_rollback(True)


@ours
def commits() -> None:
    group("theirs")
    execute("COMMIT")


@ours
def commits_and_swallows() -> None:
    group("theirs")
    with suppress(Exception):
        execute("commit")


@ours
def rolls_back() -> None:
    group("theirs")
    execute("/* now */ ROLLBACK")


@ours
def never_leaves() -> None:
    group("theirs")
    transaction.atomic().__enter__()


@ours
def never_leaves_and_raises() -> None:
    group("theirs")
    transaction.atomic().__enter__()
    raise ValueError


@ours
def never_leaves_its_wrapper() -> NoReturn:
    group("theirs")
    connection.execute_wrappers.append(lambda execute, *arguments: execute(*arguments))
    raise ValueError


HARMFUL = [
    raises,
    swallows,
    swallows_in_sql,
    commits,
    commits_and_swallows,
    rolls_back,
    never_leaves,
    never_leaves_and_raises,
    never_leaves_its_wrapper,
]


def request_around(fire: Callable[[], Any], *, fails: bool = False) -> None:
    with suppress(LookupError), transaction.atomic():
        group("before")
        fire()
        group("after")
        if fails:
            raise LookupError


@pytest.mark.parametrize("callback", HARMFUL)
def test_request_keeps_what_it_wrote_and_loses_what_the_plugin_wrote(callback: Callable[[], Any]) -> None:
    add_action("saved", callback)
    request_around(lambda: do_action("saved"))
    assert names() == {"t before", "t after"}


@pytest.mark.parametrize("callback", HARMFUL)
def test_shielded_call_is_protected_alike(callback: Callable[[], Any]) -> None:
    request_around(lambda: shielded("alpha", "slot header", callback, ""))
    assert names() == {"t before", "t after"}


@pytest.mark.parametrize("callback", HARMFUL)
def test_harm_is_logged(callback: Callable[[], Any], caplog: pytest.LogCaptureFixture) -> None:
    add_action("saved", callback)
    request_around(lambda: do_action("saved"))
    assert [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR] == [
        f"Plugin alpha: sanad_plugins.alpha.hooks.{callback.__name__} failed in action saved and was skipped."
    ]


@pytest.mark.parametrize("callback", HARMFUL)
def test_request_can_still_roll_back(callback: Callable[[], Any]) -> None:
    add_action("saved", callback)
    request_around(lambda: do_action("saved"), fails=True)
    assert names() == set()


def test_what_a_decent_plugin_writes_stays() -> None:
    def decent() -> None:
        group("theirs")
        with suppress(IntegrityError), transaction.atomic():
            group("before")

    add_action("saved", ours(decent))
    request_around(lambda: do_action("saved"))
    assert names() == {"t before", "t theirs", "t after"}


def test_other_callbacks_keep_what_they_wrote() -> None:
    add_action("saved", ours(lambda: group("first")))
    add_action("saved", raises)
    add_action("saved", ours(lambda: group("last")))
    request_around(lambda: do_action("saved"))
    assert names() == {"t before", "t first", "t last", "t after"}


def test_work_planned_for_the_commit_goes_with_a_failure() -> None:
    done: list[int] = []

    @ours
    def plans() -> NoReturn:
        transaction.on_commit(lambda: done.append(1))
        raise ValueError

    add_action("saved", plans)
    request_around(lambda: do_action("saved"))
    assert done == []


def test_result_of_a_filter_passes_through_the_savepoint() -> None:
    add_filter("title", ours(lambda value: f"{value}{group('theirs').name}"))
    with transaction.atomic():
        assert apply_filters("title", "in ") == "in t theirs"


def test_refused_result_of_a_filter_undoes_what_was_written_for_it() -> None:
    add_filter("title", ours(lambda value: group("theirs")))
    with transaction.atomic():
        apply_filters("title", "kept")
    assert names() == set()


def test_refused_result_in_a_transaction_leaves_the_value() -> None:
    add_filter("title", ours(lambda value: 5))
    with transaction.atomic():
        assert apply_filters("title", "kept") == "kept"


@outside
def test_plugin_in_a_transaction_that_is_lost_anyway_makes_no_savepoint() -> None:
    heard: list[int] = []
    add_action("saved", ours(lambda: heard.append(1)))
    with transaction.atomic():
        transaction.set_rollback(True)
        do_action("saved")
    assert heard == [1]


@outside
def test_outermost_transaction_is_protected_as_well() -> None:
    add_action("saved", commits)
    request_around(lambda: do_action("saved"), fails=True)
    assert names() == set()

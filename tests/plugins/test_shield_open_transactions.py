"""A plugin that is called outside of any transaction leaves none open."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from plugins.hooks import add_action, declare_action, do_action
from plugins.hooks.testing import isolated_hooks
from plugins.shield import shielded
from plugins.testing import activate_for_tests
from tests.plugins.owned import of_plugin

pytestmark = pytest.mark.django_db(transaction=True)
ours = of_plugin("alpha")


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    with isolated_hooks(strict=False), activate_for_tests("alpha"):

        @declare_action
        def saved() -> None:
            """Something is being saved."""

        yield


def names() -> set[str]:
    return set(Group.objects.filter(name__startswith="t ").values_list("name", flat=True))


def group(name: str) -> Group:
    return Group.objects.create(name=f"t {name}")


@ours
def never_leaves() -> None:
    group("theirs")
    transaction.atomic().__enter__()


def test_transaction_left_open_outside_of_any_is_ended() -> None:
    add_action("saved", never_leaves)
    do_action("saved")
    assert (connection.in_atomic_block, connection.get_autocommit()) == (False, True)


def test_transaction_left_open_is_undone() -> None:
    @ours
    def leaves_open() -> None:
        transaction.atomic().__enter__()
        group("theirs")

    add_action("saved", leaves_open)
    do_action("saved")
    group("after")
    assert names() == {"t after"}


def test_transaction_left_open_by_a_shielded_call_is_ended() -> None:
    shielded("alpha", "slot header", never_leaves, "")
    group("after")
    assert names() == {"t theirs", "t after"}


def test_connection_closed_in_an_own_transaction_serves_again() -> None:
    @ours
    def closes() -> None:
        transaction.atomic().__enter__()
        connection.close()

    if "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory is never closed")
    add_action("saved", closes)
    do_action("saved")
    assert names() == set()

"""A plugin that is called outside of any transaction leaves none open."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client

from plugins.failures import statistics
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


@ours
def leaves_autocommit_off(**_given: object) -> None:
    transaction.set_autocommit(False)
    group("theirs")


def test_autocommit_left_off_by_a_hook_is_on_again_and_what_was_written_is_undone() -> None:
    add_action("saved", leaves_autocommit_off)
    do_action("saved")
    group("after")
    assert (connection.get_autocommit(), names()) == (True, {"t after"})


def test_autocommit_left_off_by_a_shielded_call_is_on_again() -> None:
    shielded("alpha", "slot header", leaves_autocommit_off, "")
    assert (connection.get_autocommit(), statistics("alpha")[0].errors) == (True, 1)


def test_autocommit_left_off_is_a_failure_of_the_plugin() -> None:
    add_action("saved", leaves_autocommit_off)
    do_action("saved")
    assert [(each.where, each.errors) for each in statistics("alpha")] == [("action saved", 1)]


def test_autocommit_that_was_off_before_the_call_stays_off() -> None:
    add_action("saved", ours(lambda: None))
    transaction.set_autocommit(False)
    try:
        do_action("saved")
        assert (connection.get_autocommit(), statistics("alpha")[0].errors) == (False, 0)
    finally:
        transaction.rollback()
        transaction.set_autocommit(True)


def test_autocommit_switched_off_and_on_again_is_no_matter() -> None:
    @ours
    def careful() -> None:
        transaction.set_autocommit(False)
        group("theirs")
        transaction.commit()
        transaction.set_autocommit(True)

    add_action("saved", careful)
    do_action("saved")
    assert (names(), statistics("alpha")[0].errors) == ({"t theirs"}, 0)


def test_who_signs_in_stays_signed_in_where_a_plugin_leaves_autocommit_off() -> None:
    add_action("user_logged_in", leaves_autocommit_off)
    user = get_user_model().objects.create_user("reader", password="reader")
    client = Client()
    client.post("/en/account/login/", {"username": "reader", "password": "reader"})
    if not connection.get_autocommit():
        connection.rollback()  # as the end of a real request does
    assert client.session["_auth_user_id"] == str(user.pk)

"""What other rooms keep for a plugin is listed before an uninstall, and goes with it."""

from __future__ import annotations

import pytest

from plugins import lifecycle
from plugins.lifecycle import Leftovers, leftovers
from plugins.models import Plugin, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(make):
    make("one")
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    kept = {"one": ["one.send"], "two": ["two.send"]}
    entry = leftovers.add(Leftovers("Jobs of a test", lambda slug: kept.get(slug, []), lambda slug: kept.pop(slug, None)))
    yield kept
    leftovers.remove(entry)


@pytest.fixture
def failing(make):
    make("one")
    lifecycle.install("one")
    entry = leftovers.add(Leftovers("Search entries of a test", lambda _slug: [], lambda _slug: 1 / 0))
    yield
    leftovers.remove(entry)


def test_the_plan_names_what_rooms_keep(jobs):
    assert lifecycle.plan("one").others == (("Jobs of a test", ("one.send",)),)


def test_an_uninstall_removes_what_rooms_keep_of_this_plugin(jobs):
    lifecycle.uninstall("one")
    assert jobs == {"two": ["two.send"]}


def test_a_room_that_fails_does_not_stop_the_uninstall(failing):
    remarks = lifecycle.uninstall("one")
    assert (Plugin.objects.get().state, "Search entries of a test could not be removed" in remarks[0]) == (
        State.UNINSTALLED,
        True,
    )

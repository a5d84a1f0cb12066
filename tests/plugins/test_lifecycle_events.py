"""What happens to plugins is told by actions."""

from __future__ import annotations

import pytest

from plugins import lifecycle
from plugins.hooks import add_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(make):
    make("one")
    heard: list[str] = []

    def listen(action: str) -> list[str]:
        add_action(action, lambda slug: heard.append(slug))
        return heard

    return listen


def test_that_a_plugin_was_switched_on_is_told(told):
    heard = told("plugin_activated")
    lifecycle.activate("one")
    assert heard == ["one"]


def test_that_a_plugin_was_switched_off_is_told(told):
    heard = told("plugin_deactivated")
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    assert heard == ["one"]


def test_that_a_plugin_was_uninstalled_is_told(told):
    heard = told("plugin_uninstalled")
    lifecycle.activate("one")
    lifecycle.deactivate("one")
    lifecycle.uninstall("one")
    assert heard == ["one"]

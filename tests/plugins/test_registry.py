"""Lists of contributions hold what the core and active plugins have added."""

from __future__ import annotations

import pytest

from plugins import registry as registry_module
from plugins.owners import owned_by
from plugins.registry import DuplicateEntryError, Registry, contributions
from plugins.testing import activate_for_tests


@pytest.fixture
def registry(monkeypatch, plugin_state) -> Registry[str]:
    monkeypatch.setattr(registry_module, "_registries", [])
    return Registry("things")


def test_entries_of_the_core_are_always_there(registry):
    registry.add("core")
    with activate_for_tests():
        assert list(registry) == ["core"]


def test_entries_of_an_inactive_plugin_are_not_there(registry):
    registry.add("theirs", owner="one")
    with activate_for_tests("other"):
        assert list(registry) == []


def test_entries_of_an_active_plugin_are_there(registry):
    registry.add("theirs", owner="one")
    with activate_for_tests("one"):
        assert list(registry) == ["theirs"]


def test_a_change_is_seen_at_once(registry):
    registry.add("theirs", owner="one")
    with activate_for_tests("one"):
        list(registry)
        with activate_for_tests():
            assert list(registry) == []


def test_what_is_added_while_a_plugin_starts_belongs_to_it(registry):
    with owned_by("one"):
        registry.add("theirs")
    assert [each.owner for each in registry.entries_of("one")] == ["one"]


def test_lower_orders_come_first(registry):
    for entry, order in [("b", 100), ("c", 200), ("a", 5)]:
        registry.add(entry, order=order)
    assert list(registry) == ["a", "b", "c"]


def test_equal_orders_keep_the_order_of_registration(registry):
    for entry in "bac":
        registry.add(entry)
    assert list(registry) == ["b", "a", "c"]


def test_a_name_is_taken_also_by_an_inactive_plugin(registry):
    registry.add("theirs", name="banner", owner="one")
    with pytest.raises(DuplicateEntryError, match="'banner' is taken by the plugin one"):
        registry.add("mine", name="banner")


def test_a_name_finds_its_entry(registry):
    registry.add("mine", name="banner")
    assert registry.get("banner") == "mine"


def test_the_name_of_an_inactive_plugin_finds_nothing(registry):
    registry.add("theirs", name="banner", owner="one")
    assert registry.get("banner") is None


def test_a_plugin_is_taken_out_as_a_whole(registry):
    registry.add("core")
    registry.add("theirs", owner="one")
    registry.remove_owner("one")
    assert (registry.entries_of("one"), list(registry)) == ((), ["core"])


def test_an_entry_is_taken_out(registry):
    entry = registry.add("core")
    assert (registry.remove(entry), registry.remove(entry), list(registry)) == (True, False, [])


def test_details_list_what_a_plugin_added_everywhere(registry):
    registry.add("theirs", owner="one")
    Registry("empty")
    assert {name: [each.entry for each in entries] for name, entries in contributions("one").items()} == {"things": ["theirs"]}


def test_the_same_name_replaces_when_that_is_meant(registry):
    registry.add("first", name="thing")
    registry.add("second", name="thing", replace=True)
    assert list(registry) == ["second"]


def test_what_belongs_to_others_is_never_replaced(registry):
    registry.add("theirs", name="thing", owner="one")
    with pytest.raises(DuplicateEntryError, match="taken by the plugin one"):
        registry.add("ours", name="thing", replace=True)


def test_nameless_entries_replace_nothing(registry):
    registry.add("first")
    registry.add("second", replace=True)
    assert list(registry) == ["first", "second"]

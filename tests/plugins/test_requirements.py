"""Who needs whom: over several steps, in order, and in circles."""

from __future__ import annotations

import pytest

from plugins.requirements import all_needed, all_needing, circle_before, circle_through, needed_first

DIAMOND = {"top": ["left", "right"], "left": ["base"], "right": ["base"]}
CIRCLE = {"a": ["b"], "b": ["c"], "c": ["b"]}


def test_what_is_needed_through_others_is_needed():
    assert all_needed(["top"], DIAMOND) == {"left", "right", "base"}


def test_a_circle_of_needs_comes_to_an_end():
    assert all_needed(["a"], CIRCLE) == {"b", "c"}


def test_who_needs_a_plugin_through_another_needs_it():
    assert all_needing("base", ["top", "left", "alone"], DIAMOND) == {"top", "left"}


def test_what_is_between_counts_only_when_it_is_asked_about():
    assert all_needing("base", ["top"], DIAMOND) == set()


def test_what_is_needed_comes_first():
    assert needed_first(DIAMOND, DIAMOND) == ["left", "right", "top"]


def test_the_rest_is_in_the_order_of_the_alphabet():
    assert needed_first(["c", "a", "b", "base"], {"a": ["base"]}) == ["b", "base", "c", "a"]


def test_in_a_circle_there_is_some_order():
    assert needed_first(["c", "b"], CIRCLE) == ["b", "c"]


@pytest.mark.parametrize(("slug", "way"), [("a", []), ("b", ["b", "c", "b"]), ("c", ["c", "b", "c"])])
def test_a_circle_is_told_to_those_that_stand_in_it(slug, way):
    assert circle_through(slug, CIRCLE) == way


def test_a_circle_of_its_own_is_found_beside_another():
    assert circle_through("a", {"a": ["b", "z"], "b": ["c"], "c": ["b"], "z": ["a"]}) == ["a", "z", "a"]


def test_a_circle_further_on_is_found():
    assert circle_before("a", CIRCLE) == ["b", "c", "b"]


def test_a_diamond_is_no_circle():
    assert circle_before("top", DIAMOND) == []

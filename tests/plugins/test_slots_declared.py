"""The catalogue of slots, and what cannot be registered."""

from __future__ import annotations

import re

import pytest

from plugins.registry import registries
from tests.conftest import ROOT
from theme.slots import SLOTS, UnknownSlotError, register_slot


def test_an_unknown_slot_names_the_nearest():
    with pytest.raises(UnknownSlotError, match=r"no slot 'artcle_before'\. Did you mean 'article_before'"):
        register_slot("artcle_before", str)


def test_a_slot_like_no_other_lists_them_all():
    with pytest.raises(UnknownSlotError, match="There are: head, header"):
        register_slot("xyz", str)


@pytest.mark.parametrize("callback", [lambda: "", lambda a, b: "", None])
def test_a_callback_that_could_not_be_called_is_refused(callback):
    with pytest.raises(TypeError):
        register_slot("header", callback)


def test_an_async_callback_is_refused():
    async def later(context):
        return ""

    with pytest.raises(TypeError, match="nobody would await it"):
        register_slot("header", later)  # type: ignore[arg-type]


def test_the_pages_about_plugins_find_every_slot():
    assert {f"slot {name}" for name in SLOTS} <= {registry.name for registry in registries()}


def test_every_slot_says_where_it_is():
    assert all(str(slot.words) for slot in SLOTS.values())


def test_templates_name_slots_that_there_are():
    named = {
        name
        for path in (ROOT / "site").rglob("*.html")
        for name in re.findall(r"""\{% slot ["'](\w+)["']""", path.read_text(encoding="utf-8"))
    }
    assert named == set(SLOTS)

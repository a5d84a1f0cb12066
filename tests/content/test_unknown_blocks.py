"""Blocks whose type is unknown, such as those of a plugin that is switched off, lose nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from content.placeholder import MISSING
from content.registry import blocks, register_block
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

# A page looks up its type when it is made.
pytestmark = pytest.mark.django_db

UNKNOWN = {"type": "weather__map", "value": {"city": "عمّان", "days": [1, 2]}, "id": "aa"}
INSIDE = {"type": "audience", "value": {"audience": "2", "body": [UNKNOWN]}, "id": "bb"}


def form_data(block, value) -> QueryDict:
    """The data a browser sends back for a stream it did not change."""
    data = QueryDict(mutable=True)
    states = block.get_form_state(value)
    data["s-count"] = str(len(states))
    for i, state in enumerate(states):
        data.update({f"s-{i}-type": state["type"], f"s-{i}-id": state["id"], f"s-{i}-order": str(i), f"s-{i}-deleted": ""})
        data[f"s-{i}-value"] = state["value"]["sealed"]
    return data


@pytest.mark.django_db
def test_saving_keeps_unknown_blocks_at_every_depth(home):
    category = add_page(home, CategoryPage, "Category")
    page = add_page(category, ArticlePage, "A", body=[UNKNOWN, INSIDE])
    page.save_revision().publish()
    stored = ArticlePage.objects.get(pk=page.pk).body.raw_data
    first, second = stored
    assert first == UNKNOWN
    assert second["value"]["body"] == [UNKNOWN]


def test_a_form_brings_an_unknown_block_back_as_it_was():
    page = ArticlePage(title="A", body=[UNKNOWN])
    block = page.body.stream_block
    back = block.clean(block.value_from_datadict(form_data(block, page.body), {}, "s"))
    assert block.get_prep_value(back) == [UNKNOWN]


def test_a_form_with_tampered_data_is_refused():
    page = ArticlePage(title="A", body=[UNKNOWN])
    block = page.body.stream_block
    data = form_data(block, page.body)
    data["s-0-value"] = f"x{data['s-0-value']}"
    with pytest.raises(ValidationError):
        block.clean(block.value_from_datadict(data, {}, "s"))


def test_unknown_blocks_are_neither_shown_nor_offered():
    page = ArticlePage(title="A", body=[UNKNOWN])
    assert "weather" not in page.body.render_as_block()
    assert MISSING not in list(page.body.stream_block.child_blocks)


def test_a_block_registered_later_is_there_at_once():
    from wagtail.blocks import CharBlock

    page = ArticlePage(title="A", body=[{"type": "weather__note", "value": "sunny", "id": "cc"}])
    block = CharBlock()
    register_block("weather__note", block)
    try:
        assert "sunny" in page.body.stream_block.to_python(list(page.body.raw_data)).render_as_block()
    finally:
        blocks.remove(block)


def test_migrations_do_not_change_with_what_is_registered():
    field = ArticlePage._meta.get_field("body")
    _name, path, args, kwargs = field.deconstruct()
    assert (path, args) == ("content.fields.HelpStreamField", [])
    assert "block_lookup" not in kwargs

"""Blocks of plugins: offered and shown while the plugin is active, kept to themselves when they fail."""

from __future__ import annotations

import pytest
from wagtail.admin.telepath import JSContext
from wagtail.blocks import CharBlock

from content.placeholder import MISSING
from content.registry import blocks, known_block, register_block, registered_names
from content.streams import raw_headings, raw_text, stream_for
from kb.models import ArticlePage
from plugins.owners import owned_by
from plugins.registry import DuplicateEntryError, registries
from tests.plugins.weather import INSIDE, MAP, NOTICE, TABS, TEXT, weather

__all__ = ["weather"]

# A page looks up its type when it is made.
pytestmark = pytest.mark.django_db


def article(*raw):
    return ArticlePage(title="A", body=list(raw))


def test_the_block_of_an_active_plugin_is_shown_with_its_template(weather):
    assert article(MAP).body.render_as_block() == '<p class="weather-map">عمّان</p>'


def test_the_block_of_an_active_plugin_is_offered(weather):
    assert "weather__map" in article().body.stream_block.child_blocks


@pytest.mark.parametrize("state", ["off", "gone"])
def test_without_its_plugin_a_block_is_not_offered(weather, state):
    weather.become(state)
    assert "weather__map" not in list(article().body.stream_block.child_blocks)


@pytest.mark.parametrize("state", ["off", "gone"])
def test_without_its_plugin_a_block_leaves_no_trace_in_the_page(weather, state):
    weather.become(state)
    assert article(MAP, NOTICE, TABS).body.render_as_block() == ""


def test_a_block_within_a_block_leaves_no_trace_either(weather):
    assert "Storm" in article(TABS).body.render_as_block()
    blocks.remove(known_block("weather__notice"))
    assert "Before" in article(TABS).body.render_as_block()
    assert "Storm" not in article(TABS).body.render_as_block()


def test_the_api_and_the_search_of_the_admin_do_not_get_placeholders(weather):
    weather.off()
    page = article(TEXT, NOTICE)
    block = page.body.stream_block
    assert [each["type"] for each in block.get_api_representation(page.body)] == ["code"]
    assert block.get_searchable_content(page.body)[-1:] == ["Before"]


def test_search_finds_the_texts_of_active_plugins_only(weather):
    assert "Storm" in raw_text([NOTICE])
    weather.off()
    assert raw_text([NOTICE, TEXT]) == "Before"


def test_search_does_not_find_texts_of_a_switched_off_block_in_a_passage(weather):
    passage = {"type": "callout", "value": {"title": "Look", "body": [NOTICE]}}
    assert "Storm" in raw_text([passage])
    weather.off()
    assert raw_text([passage]) == "Look"


def test_headings_of_a_switched_off_block_are_not_told(weather):
    passage = {"type": "callout", "value": {"body": [{"type": "weather__map", "value": {"title": "Sun"}}]}}
    assert raw_headings([passage]) == ["Sun"]
    weather.off()
    assert raw_headings([passage]) == []


def test_a_plugin_names_its_blocks_by_its_slug():
    with owned_by("weather"), pytest.raises(ValueError, match="weather__map"):
        register_block("map", CharBlock())


def test_a_name_that_is_taken_is_refused(weather):
    with owned_by("weather"), pytest.raises(DuplicateEntryError, match="the plugin weather"):
        register_block("weather__map", CharBlock())


def test_the_registry_tells_what_a_plugin_has_added(weather):
    blocks = next(each for each in registries() if each.name == "blocks")
    assert {each.name for each in blocks.entries_of("weather")} == {"weather__map", "weather__notice", "weather__tabs"}


def test_blocks_come_in_their_order(weather):
    assert registered_names()[-4:] == ["audience", "weather__map", "weather__notice", "weather__tabs"]


def broken(*methods: str) -> None:
    """Let the plugin's notice fail in some of its methods."""

    def fail(*args, **kwargs):
        raise RuntimeError("The notice is broken.")

    for name in methods:
        setattr(known_block("weather__notice"), name, fail)


@pytest.mark.parametrize("method", ["render", "bulk_to_python"])
def test_a_block_that_fails_is_left_out_and_the_page_goes_on(weather, lenient, method):
    broken(method)
    shown = article(TEXT, NOTICE, MAP).body.render_as_block()
    assert "Before" in shown
    assert "weather-map" in shown


def test_a_block_that_fails_is_counted_against_its_plugin(weather, lenient):
    broken("render")
    article(NOTICE).body.render_as_block()
    assert lenient() == [("weather", "block weather__notice")]


@pytest.mark.parametrize("method", ["bulk_to_python", "get_form_state", "get_default"])
def test_the_editor_opens_with_a_broken_block_as_placeholder(weather, lenient, method):
    broken(method)
    page = article(TEXT, NOTICE)
    states = page.body.stream_block.get_form_state(page.body)
    assert [each["type"] for each in states] == ["code", MISSING]


def test_a_block_that_cannot_be_packed_is_left_out_of_the_editor(weather, lenient):
    broken("get_description")
    packed = str(JSContext().pack(article().body.stream_block))
    assert "weather__map" in packed
    assert "weather__notice" not in packed


def test_passages_for_some_readers_are_cut_out_of_a_plugins_block(weather):
    tabs = {"type": "weather__tabs", "value": {"body": [INSIDE]}, "id": "x"}
    assert "Storm" in stream_for(article(tabs).body, 2).render_as_block()
    assert "Storm" not in stream_for(article(tabs).body, 1).render_as_block()


def test_the_class_of_a_block_is_refused_with_what_to_write_instead(weather):
    with owned_by("weather"), pytest.raises(TypeError, match=r"Give it an instance: CharBlock\(\)"):
        register_block("weather__class", CharBlock)


def test_what_is_no_block_is_refused(weather):
    with owned_by("weather"), pytest.raises(TypeError, match="got str, which is no block"):
        register_block("weather__class", "CharBlock")

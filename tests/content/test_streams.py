"""What of a stream a reader may see."""

from __future__ import annotations

import pytest

from content.streams import raw_headings, raw_levels, raw_stream_for, raw_text, stream_for
from kb.models import ArticlePage


def text(html: str) -> dict:
    return {"type": "rich_text", "value": html, "id": "1"}


def passage(audience: int | str, *children: dict) -> dict:
    return {"type": "audience", "value": {"audience": audience, "body": list(children)}, "id": "2"}


RAW = [text("<p>open</p>"), passage(1, text("<p>customers</p>")), passage(2, text("<p>agents</p>"))]


@pytest.mark.parametrize(("level", "seen"), [(0, ["open"]), (1, ["open", "customers"]), (2, ["open", "customers", "agents"])])
def test_each_reader_sees_what_is_meant_for_them(level, seen):
    assert raw_text(raw_stream_for(RAW, level)).split() == seen


def test_the_choice_of_a_form_is_text_and_still_counts():
    assert raw_stream_for([passage("2", text("<p>agents</p>"))], 1) == []


def test_an_unreadable_audience_is_kept_from_all_but_agents():
    assert raw_stream_for([passage("everyone?", text("<p>x</p>"))], 1) == []


def test_a_passage_deep_inside_another_block_is_cut():
    tabs = {"type": "tabs", "value": {"items": [{"body": [passage(2, text("<p>agents</p>"))]}]}}
    assert "agents" not in str(raw_stream_for([tabs], 0))


def test_a_passage_in_a_passage_needs_both():
    inner = passage(1, passage(2, text("<p>agents</p>")))
    assert raw_stream_for([inner], 1) == []


def test_stripping_leaves_the_original_alone():
    raw_stream_for(RAW, 0)
    assert len(RAW) == 3


def test_levels_tell_which_variants_a_page_has():
    assert raw_levels(RAW) == {1, 2}


def test_headings_of_a_cut_passage_are_not_told():
    assert raw_headings(raw_stream_for([passage(2, text("<h2>Secret</h2>"))], 0)) == []


def test_plain_text_keeps_words_of_paragraphs_apart():
    assert raw_text([text("<h2>One</h2><p>Two <b>bo</b>ld</p><ul><li>Three</li></ul>")]) == "One\nTwo bold\nThree"


def test_unknown_blocks_give_no_text():
    assert raw_text([{"type": "gone__block", "value": "secret"}]) == ""


@pytest.mark.django_db  # a page asks for the row of its type, unless that is remembered
def test_rendering_a_stripped_stream_shows_nothing_of_the_passage():
    page = ArticlePage(title="A", body=RAW)
    assert "agents" not in stream_for(page.body, 1).render_as_block()
    assert "customers" in stream_for(page.body, 1).render_as_block()


@pytest.mark.django_db  # a page asks for the row of its type, unless that is remembered
def test_a_stream_that_was_not_stripped_hides_its_passages():
    page = ArticlePage(title="A", body=RAW)
    assert "agents" not in page.body.render_as_block()

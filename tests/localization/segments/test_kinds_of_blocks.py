"""Blocks that the core does not have, but a plugin may: all of Wagtail's, at any depth, where wagtail-localize stumbles."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail import blocks
from wagtail.blocks import StreamBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from localization.segments.blocks import stream_pass
from localization.segments.reading import Reading
from localization.segments.walk import Walk


class Saying(Walk):
    """Puts "fa " before texts, and these values in the places of others."""

    def __init__(self, values: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.values = values or {}

    def said(self, segment):
        return f"fa {segment.source}"

    def chosen(self, segment):
        return self.values.get(segment.path, segment.source_value)


def found(block, value) -> dict[str, Any]:
    """Return what there is in one block, by path; texts, or values with what they are."""
    reading = Reading()
    stream_pass(reading, StreamBlock([("it", block)]), [{"type": "it", "value": value, "id": "b"}])
    told = [(each.path, each.source or (each.attributes["what"], each.source_value)) for each in reading.found.segments]
    assert len(dict(told)) == len({path for path, _what in told})
    return dict(told)


def said(block, value, **values) -> Any:
    saying = Saying({f"b.{path}" if path else "b": own for path, own in values.items()})
    raw = [{"type": "it", "value": value, "id": "b"}]
    before = repr(raw)
    new = stream_pass(saying, StreamBlock([("it", block)]), raw)[0]["value"]
    assert repr(raw) == before, "the source is left as it is"
    return new


TWO_DEEP = blocks.StructBlock(
    [("in", blocks.StructBlock([("list", blocks.ListBlock(blocks.CharBlock())), ("picture", ImageBlock())]))]
)


def test_a_list_in_a_struct_in_a_struct():
    value = {"in": {"list": [{"type": "item", "value": "One", "id": "i1"}, {"type": "item", "value": "Two", "id": "i2"}]}}
    assert found(TWO_DEEP, value) == {"b.in.list.i1": "One", "b.in.list.i2": "Two"}
    assert [each["value"] for each in said(TWO_DEEP, value)["in"]["list"]] == ["fa One", "fa Two"]


@pytest.mark.parametrize("picture", [None, {}, {"image": None, "alt_text": "", "decorative": True}])
def test_a_picture_that_is_not_there_is_nothing(picture):
    assert found(TWO_DEEP, {"in": {"list": [], "picture": picture}}) == {}


def test_a_picture_two_deep_has_a_text_and_a_file():
    value = {"in": {"picture": {"image": 7, "alt_text": "A box", "decorative": False}}}
    assert found(TWO_DEEP, value) == {"b.in.picture.image": ("image", 7), "b.in.picture.alt_text": "A box"}
    assert said(TWO_DEEP, value, **{"in.picture.image": 8})["in"]["picture"] == {
        "image": 8,
        "alt_text": "fa A box",
        "decorative": False,
    }


def test_a_plain_table():
    value = {"data": [["Days", None], ["3", ""]], "table_caption": "Delivery", "first_row_is_table_header": True}
    assert found(TableBlock(), value) == {"b.caption": "Delivery", "b.cell-0-0": "Days", "b.cell-1-0": "3"}
    assert said(TableBlock(), value)["data"] == [["fa Days", None], ["fa 3", ""]]


def test_a_typed_table_without_our_methods():
    block = TypedTableBlock([("text", blocks.CharBlock()), ("rich", blocks.RichTextBlock()), ("number", blocks.IntegerBlock())])
    value = {
        "columns": [{"type": "text", "heading": "A"}, {"type": "rich", "heading": ""}, {"type": "number", "heading": "N"}],
        "rows": [{"values": ["a", '<p>see <a href="https://a.example">here</a></p>', 3]}],
        "caption": "C",
    }
    assert found(block, value) == {
        "b.caption": "C",
        "b.heading-0": "A",
        "b.heading-2": "N",
        "b.cell-0-0": "a",
        "b.cell-0-1": 'see <a id="a1">here</a>',
        "b.cell-0-1.'https://a.example'": ("url", "https://a.example"),
    }
    new = said(block, value)
    assert new["rows"][0]["values"] == ["fa a", '<p>fa see <a href="https://a.example">here</a></p>', 3]


def test_raw_html_is_translated_without_its_scripts():
    html = '<div class="x">Hello <b>you</b><script>run("Hello")</script><style>p{}</style></div>'
    assert found(blocks.RawHTMLBlock(), html) == {"b": "Hello <b>you</b>"}
    new = said(blocks.RawHTMLBlock(), html)
    assert "fa Hello <b>you</b>" in new
    assert '<script>run("Hello")</script>' in new
    assert "<style>p{}</style>" in new


def test_raw_html_without_words_stays_letter_by_letter():
    html = "<IFRAME src='x'></IFRAME><br>"
    assert said(blocks.RawHTMLBlock(), html) == html


@pytest.mark.parametrize(
    ("block", "value", "what"),
    [
        (blocks.URLBlock(), "https://a.example", "url"),
        (blocks.EmailBlock(), "a@a.example", "url"),
        (EmbedBlock(), "https://video.example/1", "url"),
        (blocks.RegexBlock(regex="^A"), "A-1", "text"),
        (ImageChooserBlock(), 3, "image"),
        (DocumentChooserBlock(), 3, "document"),
        (blocks.PageChooserBlock(), 3, "page"),
    ],
)
def test_links_and_files_may_be_others_in_a_language(block, value, what):
    own = "B-2" if isinstance(value, str) else 9
    assert found(block, value) == {"b": (what, value)}
    assert said(block, value) == value
    assert said(block, value, **{"": own}) == own


@pytest.mark.parametrize("block", [blocks.BooleanBlock(), blocks.IntegerBlock(), blocks.ChoiceBlock(choices=[("a", "A")])])
def test_choices_and_numbers_are_no_work(block):
    assert found(block, "a") == {}


def test_what_a_block_tells_by_itself_is_taken():
    class Shouted(blocks.CharBlock):
        def get_translatable_segments(self, value):
            from wagtail_localize.segments import StringSegmentValue

            return [StringSegmentValue("loud", value.upper())]

        def restore_translated_segments(self, value, segments):
            return segments[0].render_text().lower()

    assert found(Shouted(), "hey & you") == {"b.loud": "HEY &amp; YOU"}
    assert said(Shouted(), "hey & you") == "fa hey & you"


def test_plain_text_keeps_its_signs_and_lines():
    assert found(blocks.TextBlock(), "a < b & c\nd") == {"b": "a &lt; b &amp; c<br/>d"}
    assert said(blocks.TextBlock(), "a < b & c\nd") == "fa a < b & c\nd"


def test_a_link_of_a_language_takes_the_place_of_the_sources():
    html = '<p>See <a href="https://a.example/en">there</a>.</p>'
    new = said(blocks.RichTextBlock(), html, **{"'https://a.example/en'": "https://a.example/fa"})
    assert new == '<p>fa See <a href="https://a.example/fa">there</a>.</p>'


@pytest.mark.parametrize("evil", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x"])
def test_a_link_that_acts_is_not_taken(evil):
    html = '<p>See <a href="https://a.example">there</a>.</p>'
    assert evil.strip() not in said(blocks.RichTextBlock(), html, **{"'https://a.example'": evil})


def test_tags_that_a_translation_made_up_become_text():
    class Evil(Saying):
        def said(self, segment):
            return 'x <a id="a9">link</a> <script>run()</script><a id="a1" onclick="run()">there</a> <h1>big</h1>'

    raw = [{"type": "it", "value": '<p>See <a href="https://a.example">there</a>.</p>', "id": "b"}]
    new = stream_pass(Evil(), StreamBlock([("it", blocks.RichTextBlock())]), raw)[0]["value"]
    assert new == '<p>x link <a href="https://a.example">there</a> big</p>'

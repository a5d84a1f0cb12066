"""Paths and notation are those of wagtail-localize: what it exports, imports and stores means the same here."""

from __future__ import annotations

import json

import pytest
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from kb.models import ArticlePage
from localization.models import Kind
from localization.segments import segments_of
from localization.segments.texts import cut, html_of, text_of
from tests.localization.working import locale_of

BODY = [
    {
        "type": "rich_text",
        "id": "aa",
        "value": '<h2>Before <i>you</i> start</h2><p>Have <a href="https://a.example/x.y">it</a> at hand.<br/>Now &amp; then</p>'
        "<ul><li>One</li><li><b>Two</b></li></ul><p></p>",
    },
    {"type": "callout", "id": "bb", "value": {"kind": "tip", "title": "In a <hurry> & more", "text": "<p>Store credit</p>"}},
    {
        "type": "steps",
        "id": "cc",
        "value": {"steps": [{"type": "item", "id": "dd", "value": {"title": "Open", "text": "<p>Choose</p>"}}]},
    },
    {"type": "code", "id": "ee", "value": {"language": "json", "code": "{}"}},
    {"type": "video", "id": "ff", "value": {"url": "https://www.youtube.com/watch?v=00000000000", "title": "Pack it"}},
]


@pytest.mark.django_db
def test_texts_and_links_have_the_same_places(homes):
    page = ArticlePage(title="A “title”", slug="a", summary="Short\nand good", body=json.dumps(BODY), locale=locale_of("en"))
    ours = {(each.path, each.source) for each in segments_of(page) if each.kind == Kind.TEXT}
    theirs = {
        (each.path, each.string.data)
        for each in extract_segments(page)
        if isinstance(each, StringSegmentValue) and each.path != "slug"
    }
    assert ours == theirs
    links = {(each.path, each.source_value) for each in segments_of(page) if each.kind == Kind.VALUE}
    their_links = {
        (each.path, each.data)
        for each in extract_segments(page)
        if isinstance(each, OverridableSegmentValue) and "body" in each.path
    }
    assert links == their_links


@pytest.mark.parametrize(
    "text", ["plain", "a < b > c & d", "“quoted” 'single' \"double\"", "one\ntwo\n\nthree", "نیم‌فاصله", "&amp;"]
)
def test_plain_text_is_noted_the_same(text):
    assert html_of(text) == StringValue.from_plaintext(text).data
    assert text_of(html_of(text)) == text == StringValue.from_plaintext(text).render_text()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_ends_of_lines_that_a_form_sends_change_nothing(end):
    assert html_of(f"one{end}two{end}{end}three") == html_of("one\ntwo\n\nthree")
    for html in ("<p>one\ntwo</p>\n<p>three</p>", "<ul>\n<li>one\n<b>two</b></li>\n</ul>"):
        assert [(said, own) for said, own in cut(html.replace("\n", end))[1]] == cut(html)[1]

"""Headings of any script get an id that lasts."""

from __future__ import annotations

import pytest

from theme.headings import anchor_headings
from theme.links import Heading


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Before you start", "before-you-start"),
        ("قبل أن تبدأ", "قبل-أن-تبدأ"),
        ("پیش از شروع می‌شود", "پیش-از-شروع-میشود"),
        ("Cara mengembalikan", "cara-mengembalikan"),
        ("What &amp; why?", "what-why"),
        ("<b>Bold</b> words", "bold-words"),
        ("؟؟", "section"),
    ],
)
def test_the_id_is_the_headings_own_words(text, anchor):
    _markup, headings = anchor_headings(f"<h2>{text}</h2>")
    assert headings[0].id == anchor


def test_a_second_heading_of_the_same_words_gets_a_number():
    _markup, headings = anchor_headings("<h2>A</h2><h3>A</h3><h2>A</h2>")
    assert [each.id for each in headings] == ["a", "a-2", "a-3"]


def test_an_id_that_is_there_is_kept():
    markup, headings = anchor_headings('<h2 id="given">A</h2>')
    assert headings == [Heading("given", "A", 2)]
    assert markup.count("id=") == 1


def test_empty_headings_are_left_out_of_the_contents():
    assert anchor_headings("<h2> </h2>")[1] == []


def test_a_heading_cannot_break_out_of_its_attribute():
    markup, _headings = anchor_headings("<h2>a&quot; onclick=&quot;x</h2>")
    assert 'onclick="' not in markup


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("退货前的准备", "退货前的准备"),
        ("ก่อนเริ่ม", "ก่อนเริ่ม"),
        ("Перед началом", "перед-началом"),
        ("शुरू करने से पहले", "शुरू-करने-से-पहले"),
        ("🎉 Done", "done"),
        ("🎉", "section"),
        ("٣٠ يومًا", "٣٠-يوما"),
    ],
)
def test_words_of_every_script_are_kept(text, anchor):
    _markup, headings = anchor_headings(f"<h2>{text}</h2>")
    assert headings[0].id == anchor


def test_headings_of_emoji_alone_are_told_apart():
    _markup, headings = anchor_headings("<h2>🎉</h2><h2>🎈</h2>")
    assert [each.id for each in headings] == ["section", "section-2"]


def test_letters_that_look_alike_give_one_anchor_and_a_second():
    """The same word with and without a combined letter is one word to readers."""
    _markup, headings = anchor_headings("<h2>Caf\u00e9</h2><h2>Cafe\u0301</h2>")
    assert [each.id for each in headings] == ["café", "café-2"]

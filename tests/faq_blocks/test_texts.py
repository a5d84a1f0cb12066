"""Questions become one line, answers become the rich text that the editor stores, whatever comes in."""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import pytest
from wagtail.rich_text import expand_db_html

from content.rich_text import clean_rich_text
from faq_blocks.texts import clean_answer, one_line, rich_text_of
from tests.conftest import SHARED

VECTORS = json.loads((SHARED / "hostile" / "xss.json").read_text())


def _judge() -> Any:
    spec: Any = importlib.util.spec_from_file_location("judge", SHARED / "hostile" / "judge.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.judge


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  May I\r\n return it?\t", "May I return it?"),
        ("\u200fآیا می‌توانم؟\u200f", "آیا می‌توانم؟"),
        ("\u202eEvil?\u202c", "Evil?"),
        ("a\u200eb?", "a\u200eb?"),
        ("re\u00adturn?", "return?"),
        ("a\x00b\x07?", "a b ?"),
        ("Cafe\u0301?", "Café?"),
        ("\u2067هل؟\u2069", "هل؟"),
    ],
)
def test_a_question_is_one_line_without_forced_directions(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("markup", "stored"),
    [
        ("Yes.<ul><li>a<ul><li>b</li></ul></li></ul>tail", "<p>Yes.</p><ul><li>a<ul><li>b</li></ul></li></ul><p>tail</p>"),
        ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"),
        ("<strong>Bold</strong> and <em>more</em>", "<p><b>Bold</b> and <i>more</i></p>"),
        ("<h1>Big</h1><h6>Small</h6>", "<h2>Big</h2><h4>Small</h4>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a b</p>"),
        ("<p>a<br>b</p><p> </p><hr>", "<p>a<br/>b</p><hr/>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br/>b</li></ul>"),
        ("<b><p>a</p></b>", "<p><b>a</b></p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        ('<p onclick="x()" style="color:red">a</p><script>b</script><style>c</style>', "<p>a</p>"),
        ('<a id="config" name="x" href="/a/">x</a>', '<p><a href="/a/">x</a></p>'),
        ('<a linktype="page" id="3">x</a>', '<p><a linktype="page" id="3">x</a></p>'),
    ],
)
def test_html_becomes_what_the_editor_stores(markup, stored):
    assert clean_answer(markup) == stored


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda each: each["id"])
@pytest.mark.django_db
def test_hostile_html_does_nothing(vector):
    shown = clean_rich_text(expand_db_html(clean_answer(vector["input"])))
    problems, _text = _judge()(shown, own_id_prefixes=[])
    assert not problems


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda each: each["id"])
def test_cleaning_twice_changes_nothing(vector):
    once = clean_answer(vector["input"])
    assert clean_answer(once) == once


def test_plain_text_is_escaped():
    assert rich_text_of("a < b & c") == "<p>a &lt; b &amp; c</p>"

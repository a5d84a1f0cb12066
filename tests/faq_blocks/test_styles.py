"""A style is a folder with one class, and all styles show the same questions."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import get_template

from content.registry import blocks, registered_block, registered_names
from faq_blocks import styles as package
from faq_blocks.blocks.offered import offer_style
from faq_blocks.styles import FaqStyle, style_entries, styles
from faq_blocks.styles.base import SETTINGS
from faq_blocks.styles.discovery import found_styles
from faq_blocks.styles.finder import StyleFinder
from kb.models import ArticlePage
from tests.faq_blocks.library import faq_block

pytestmark = pytest.mark.django_db

STYLES = ("accordion", "toggle_list", "tabs", "cards", "side_index", "filter_list", "conversation")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus '",
    "</h3></summary></details><form action=//x>",
    "{{ settings.SECRET_KEY }}{% include 'x' %}",
    "\u202etxt.exe\u2066 \u200f",
    "<!--",
    "\x00",
]
ROWS = [
    ("May I return it?", "Yes, within 30 days.", "Returns"),
    ("Who pays?", "We do.", "Costs"),
    ("How long?", "A week.", "Returns"),
]
CODE = """
from faq_blocks.styles.base import FaqStyle


class Poster(FaqStyle):
    name = "poster"
    label = "Poster"
"""


def entries(rows=ROWS) -> list[dict[str, Any]]:
    return [{"question": question, "answer": f"<p>{answer}</p>", "topic": topic} for question, answer, topic in rows]


def shown(kind: str = "faq_accordion", **value: Any) -> str:
    page: Any = ArticlePage(title="A")
    page.body = [faq_block(kind, **{"entries": entries(), **value})]
    return page.body.render_as_block({"anchors": set()})


@pytest.fixture
def dropped_in(tmp_path, monkeypatch):
    """Drops a folder with a style beside the others, and forgets it after the test."""
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])

    def drop(code=CODE, **files):
        folder = tmp_path / "poster"
        folder.mkdir()
        (folder / "__init__.py").write_text(code)
        (folder / "list.html").write_text("<p class='poster'>{% for entry in entries %}{{ entry.question }} {% endfor %}</p>")
        for name, text in files.items():
            (folder / name.replace("__", ".")).write_text(text)
        return folder

    yield drop
    sys.modules.pop("faq_blocks.styles.poster", None)
    vars(package).pop("poster", None)


@pytest.fixture
def poster(dropped_in):
    dropped_in(style__css=".poster { color: red }", notes__txt="not for readers")
    style = next(each for each in found_styles() if each.name == "poster")
    offer_style(style)
    yield style
    styles.remove(style)
    blocks.remove(registered_block("faq_poster"))


def test_the_seven_styles_are_found():
    assert tuple(each.name for each in style_entries()) == STYLES


@pytest.mark.parametrize("name", STYLES)
def test_each_style_is_a_block_of_its_own(name):
    assert f"faq_{name}" in registered_names()


def test_a_folder_that_is_dropped_in_is_a_style(poster):
    assert "<p class='poster'>May I return it? Who pays? How long? </p>" in shown("faq_poster")


def test_a_folder_that_is_dropped_in_can_be_chosen_in_any_list(poster):
    assert "class='poster'" in shown("faq_tabs", style="poster")


def test_the_sheet_of_a_folder_comes_along(poster):
    assert "faq_blocks/styles/poster/style.css" in shown("faq_poster")
    assert finders.find("faq_blocks/styles/poster/style.css")


def test_nothing_but_sheets_scripts_and_drawings_of_a_folder_is_served(poster):
    for name in ("list.html", "__init__.py", "notes.txt", "../base.py", "../../apps.py", "style.css/../notes.txt", ""):
        assert not StyleFinder().find(f"faq_blocks/styles/poster/{name}")


def test_collecting_finds_what_is_served_and_nothing_else(poster):
    found = {f"{vars(storage)['prefix']}/{name}" for name, storage in StyleFinder().list([])}
    assert "faq_blocks/styles/poster/style.css" in found
    assert {Path(each).suffix for each in found} <= {".css", ".js", ".svg"}


def test_the_code_of_a_style_is_no_template():
    for name in ("accordion/__init__.py", "../apps.py", "../templates/faq_blocks/faq_page.html"):
        with pytest.raises(Exception, match=re.escape(name)):
            get_template(f"faq_blocks/styles/{name}")


def test_a_folder_without_a_style_is_told_at_the_start(dropped_in):
    dropped_in(code="")
    with pytest.raises(ImproperlyConfigured, match="one class derived from FaqStyle; it holds 0"):
        list(found_styles())


def test_a_style_has_the_name_of_its_folder(dropped_in):
    dropped_in(code=CODE.replace('"poster"', '"flyer"'))
    with pytest.raises(ImproperlyConfigured, match="name of its folder"):
        list(found_styles())


@pytest.mark.parametrize("name", STYLES)
def test_every_style_shows_every_question_and_answer_once(name):
    html = shown(f"faq_{name}")
    assert [html.count(f"<p>{answer}</p>") for _question, answer, _topic in ROWS] == [1, 1, 1]
    # The side index names each question in its list as well.
    assert [html.count(question) for question, _answer, _topic in ROWS] == [2 if name == "side_index" else 1] * 3


@pytest.mark.parametrize("name", STYLES)
def test_every_answer_has_its_anchor(name):
    assert set(re.findall(r'class="faq__answer" id="([^"]+)"', shown(f"faq_{name}"))) == {
        "may-i-return-it",
        "who-pays",
        "how-long",
    }


@pytest.mark.parametrize("name", STYLES)
def test_no_id_stands_twice(name):
    ids = re.findall(r'\sid="([^"]+)"', shown(f"faq_{name}", heading="Returns", look={"by_topic": True}))
    assert len(ids) == len(set(ids)), ids


def elements(html: str) -> Counter[Any]:
    """The elements that a browser makes of it, with the names of their attributes."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return Counter((each.tag, tuple(sorted(each.attrib))) for each in tree.iter() if isinstance(each.tag, str))


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_text(name, text):
    hostile = shown(f"faq_{name}", heading=text, entries=entries([(text, "Yes.", text), ("B?", "No.", f"{text} B")]))
    harmless = shown(f"faq_{name}", heading="A", entries=entries([("A?", "Yes.", "A"), ("B?", "No.", "A B")]))
    assert elements(hostile) == elements(harmless)


@pytest.mark.parametrize("name", STYLES)
def test_settings_that_nobody_can_have_chosen_do_no_harm(name):
    look = {"level": "9", "density": '"><script>', "columns": "99", "icon_position": "up", "numbered": True}
    html = shown(f"faq_{name}", heading="Returns", look=look)
    assert "<script>" not in html
    assert "<h2" in html


@pytest.mark.parametrize("name", STYLES)
def test_the_preview_shows_the_style(name):
    block: Any = registered_block(f"faq_{name}")
    html = block.render(block.get_preview_value(), {})
    assert f"faqs--{name.replace('_', '-')}" in html
    assert "When will my refund arrive?" in html


def test_a_list_is_turned_into_another_style_without_typing():
    assert "faqs--conversation" in shown("faq_cards", style="conversation")


def test_a_list_without_questions_shows_nothing():
    assert shown(heading="Returns", intro="<p>All about it.</p>", entries=[]) == ""


def test_heading_and_introduction_stand_above_every_style():
    html = shown("faq_cards", heading="Returns", intro="<p>All about it.</p>")
    assert html.index("Returns</h2>") < html.index("All about it.") < html.index("May I return it?")


@pytest.mark.parametrize(
    ("look", "expected"),
    [({}, ["h2", "h3"]), ({"level": "3"}, ["h3", "h4"]), ({"level": "4", "by_topic": True}, ["h4", "h5", "h6"])],
)
def test_headings_are_one_below_the_other(look, expected):
    assert sorted(set(re.findall(r"<(h[2-6])\b", shown(heading="Returns", look=look)))) == expected


def test_without_a_heading_questions_take_its_level():
    assert set(re.findall(r"<(h[2-6])\b", shown())) == {"h2"}


def test_topics_are_headings_where_editors_want_them():
    assert "faqs__topic" not in shown()
    assert re.findall(r'class="faqs__topic"[^>]*>([^<]+)<', shown(look={"by_topic": True})) == ["Returns", "Costs"]


def test_the_first_answer_of_the_list_is_open_and_no_other():
    html = shown(first_open=True, look={"by_topic": True})
    assert re.findall(r"<details[^>]*>", html)[0] == "<details open>"
    assert html.count(" open>") == 1


def test_all_at_once_is_not_offered_where_only_one_may_be_open():
    assert "data-faq-all" in shown(look={"toggles_all": True})
    assert "data-faq-all" not in shown(one_open=True, look={"toggles_all": True})


def test_a_style_ignores_settings_that_mean_nothing_in_it():
    html = shown("faq_conversation", look={"numbered": True, "columns": "3", "toggles_all": True})
    assert "faqs--numbered" not in html
    assert "faqs--columns" not in html
    assert "data-faq-all" not in html


def test_two_lists_load_their_files_once():
    page: Any = ArticlePage(title="A")
    page.body = [faq_block("faq_tabs", entries=entries()), faq_block("faq_tabs", entries=entries())]
    html = page.body.render_as_block({"anchors": set()})
    assert html.count("js/faq.js") == html.count("styles/tabs/style.css") == 1


def test_questions_are_no_entries_of_the_contents_list(home, client):
    from faq_blocks.models import FaqPage
    from tests.factories import add_page

    body = [faq_block(f"faq_{name}", heading=name, entries=entries()) for name in STYLES]
    page = add_page(home, FaqPage, "Questions", body=body)
    toc = [each.text for each in client.get(page.link).context["toc"]]
    assert [each for each in toc if each not in ("Returns", "Costs")] == list(STYLES)


def test_every_style_heeds_settings_that_exist():
    assert all(set(each.entry.heeds) <= set(SETTINGS) for each in style_entries())


def test_one_topic_needs_no_tabs():
    html = shown("faq_tabs", entries=entries(ROWS[:1]))
    assert "tablist" not in html
    assert "May I return it?" in html


def test_styles_are_instances_of_their_base():
    assert all(isinstance(each.entry, FaqStyle) for each in style_entries())

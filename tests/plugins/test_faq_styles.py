"""Lists of questions are shown in the style they have chosen; what a plugin brings is shown while it is active."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.admin.telepath import JSContext
from wagtail_localize.fields import get_translatable_fields

from faq_blocks.blocks import FaqAccordionBlock
from faq_blocks.models import FaqPage
from faq_blocks.styles import FaqStyle, register_faq_style, styles
from kb.models import ArticlePage
from plugins.owners import owned_by
from plugins.registry import DuplicateEntryError
from plugins.testing import activate_for_tests
from tests.factories import add_page

pytestmark = pytest.mark.django_db

APPS = """
from sanad import PluginConfig


class Config(PluginConfig):
    def ready(self):
        from sanad import FaqStyle, register_faq_style

        register_faq_style(
            FaqStyle("river__plain", "Plain", "river/plain.html", css=("river/plain.css",), js=("river/plain.js",))
        )
"""
PLAIN = "<dl class='plain'>{% for entry in entries %}<dt>{{ entry.question }}</dt>{% endfor %}</dl>"


@pytest.fixture
def river(make):
    return make("river", {"apps.py": APPS, "templates/river/plain.html": PLAIN})


def questions(**more) -> dict:
    entries = [{"question": "May I return it?", "answer": "<p>Yes.</p>"}]
    return {"type": "faq_accordion", "value": {"heading": "", "entries": entries, "first_open": False, "one_open": False} | more}


def shown(**more) -> str:
    page: Any = ArticlePage(title="A")
    page.body = [questions(**more)]
    return page.body.render_as_block({})


def test_content_from_before_the_styles_is_an_accordion():
    assert "<details" in shown()


def test_a_list_is_shown_in_the_style_it_has_chosen(river):
    with activate_for_tests("river"):
        page = shown(style="river__plain")
    assert "<dl class='plain'><dt>May I return it?</dt></dl>" in page
    assert "<details" not in page


def test_a_style_brings_its_sheet_and_its_script(river):
    with activate_for_tests("river"):
        page = shown(style="river__plain")
    assert '<link rel="stylesheet" href="/static/river/plain.css">' in page
    assert '<script type="module" src="/static/river/plain.js"></script>' in page


def test_without_its_plugin_a_style_is_an_accordion_and_brings_nothing(river):
    page = shown(style="river__plain")
    assert "<details" in page
    assert "river" not in page


@pytest.fixture
def served(river, home, client):
    """Opens a FAQ page that has chosen the plugin's style for its lists."""

    def open_page(**more) -> str:
        page = add_page(home, FaqPage, "Questions", faq_style="river__plain", body=[questions(**more)])
        with activate_for_tests("river"):
            return client.get(page.link).content.decode()

    return open_page


def test_a_page_chooses_for_its_lists(served):
    assert "<dl class='plain'>" in served()


def test_a_list_decides_for_itself_before_its_page_does(served):
    assert "<dl class='plain'>" not in served(style="accordion")


def test_a_style_that_fails_is_an_accordion(make, lenient):
    make("river", {"apps.py": APPS, "templates/river/plain.html": "{% no_such_tag %}"})
    with activate_for_tests("river"):
        assert "<details" in shown(style="river__plain")
    assert lenient() == [("river", "FAQ style river__plain")]


def page_form(page: FaqPage) -> str:
    """The field of the style in the form of a page."""
    return str(FaqPage.get_edit_handler().get_form_class()(instance=page)["faq_style"])


def packed() -> str:
    return str(JSContext().pack(FaqAccordionBlock()))


def test_editors_choose_among_the_styles_of_active_plugins(river):
    assert "river__plain" not in packed()
    with activate_for_tests("river"):
        assert "river__plain" in packed()


def test_a_label_that_fails_costs_no_form(make, lenient):
    broken = APPS.replace('"Plain"', "lazystr(BadLabel())").replace(
        "\n\nclass Config",
        """
from django.utils.functional import lazystr


class BadLabel:
    def __str__(self):
        return 1 / 0


class Config""",
    )
    make("river", {"apps.py": broken})
    with activate_for_tests("river"):
        assert '<option value="river__plain">river__plain</option>' in page_form(FaqPage(title="A"))
    assert lenient() == [("river", "label of the FAQ style river__plain")]


def test_a_stored_style_survives_the_form_while_it_is_switched_off(river):
    block = FaqAccordionBlock().child_blocks["style"]
    assert block.clean(block.value_from_datadict({"s": "river__plain"}, {}, "s")) == "river__plain"


def test_the_form_of_the_page_keeps_a_style_that_is_switched_off(river):
    form = page_form(FaqPage(title="A", faq_style="river__plain"))
    assert '<option value="river__plain" selected>river__plain (switched off)</option>' in form


def test_a_style_that_nobody_can_have_chosen_is_refused():
    block = FaqAccordionBlock().child_blocks["style"]
    with pytest.raises(Exception, match="no such style"):
        block.clean("nonsense")


def test_a_plugin_names_its_styles_by_its_slug():
    with owned_by("river"), pytest.raises(ValueError, match="river__plain"):
        register_faq_style(FaqStyle("plain", "Plain", "river/plain.html"))


def test_a_name_that_is_taken_is_refused():
    before = styles.every()
    with pytest.raises(DuplicateEntryError):
        register_faq_style(FaqStyle("accordion", "Mine", "mine.html"))
    assert styles.every() == before


def test_the_style_of_a_page_is_no_text_to_translate():
    field = next(each for each in get_translatable_fields(FaqPage) if each.field_name == "faq_style")
    assert not field.is_translated(FaqPage())

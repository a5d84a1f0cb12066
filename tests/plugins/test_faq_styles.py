"""Lists of questions are shown in the style they have chosen; what a plugin brings is shown while it is active."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.admin.telepath import JSContext
from wagtail_localize.fields import get_translatable_fields

from faq_blocks.blocks import FaqAccordionBlock
from faq_blocks.models import FaqPage
from faq_blocks.styles import FaqStyle, register_faq_style, style_entries, styles
from kb.models import ArticlePage
from plugins.hooks import add_filter
from plugins.hooks.testing import isolated_hooks
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

        class Plain(FaqStyle):
            name = "river__plain"
            label = "Plain"
            template = "river/plain.html"
            css = ("river/plain.css",)
            js = ("river/plain.js",)

        register_faq_style(Plain())
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


FILTER = """
from sanad import PluginConfig, add_filter


class Config(PluginConfig):
    def ready(self):
        from sanad import FaqStyle

        class Waves(FaqStyle):
            name = "NAME"
            label = "Waves"
            template = "river/plain.html"

        waves = Waves()
        add_filter("faq_styles", lambda styles: [*styles, waves])
"""


@pytest.fixture
def filtered(make):
    def made(name="river__waves", template=PLAIN):
        make("river", {"apps.py": FILTER.replace("NAME", name), "templates/river/plain.html": template})

    return made


def test_an_active_plugin_adds_a_style_by_the_filter(filtered):
    filtered()
    with activate_for_tests("river"):
        assert "<dl class='plain'>" in shown(style="river__waves")
    assert "<details" in shown(style="river__waves")


def test_a_style_of_the_filter_is_offered_to_editors(filtered):
    filtered()
    with activate_for_tests("river"):
        assert "river__waves" in packed()


def test_a_style_of_the_filter_that_fails_is_an_accordion(filtered, lenient):
    filtered(template="{% no_such_tag %}")
    with activate_for_tests("river"):
        assert "<details" in shown(style="river__waves")
    assert lenient() == [("river", "FAQ style river__waves")]


def test_a_style_of_the_filter_has_a_name_of_its_plugin(filtered):
    filtered(name="waves")
    with activate_for_tests("river"):
        assert "waves" not in [each.name for each in style_entries()]


def test_the_accordion_cannot_be_filtered_away():
    with isolated_hooks():
        add_filter("faq_styles", lambda styles: [])
        assert [each.name for each in style_entries()] == ["accordion"]


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
        page = shown(style="river__plain")
    assert "<details" in page
    assert "faq_blocks/js/faq.js" in page
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


class Plain(FaqStyle):
    name = "plain"


class Mine(FaqStyle):
    name = "accordion"


def test_a_plugin_names_its_styles_by_its_slug():
    with owned_by("river"), pytest.raises(ValueError, match="river__plain"):
        register_faq_style(Plain())


def test_a_name_that_is_taken_is_refused():
    before = styles.every()
    with pytest.raises(DuplicateEntryError):
        register_faq_style(Mine())
    assert styles.every() == before


def test_a_class_in_the_place_of_a_style_is_refused():
    with pytest.raises(TypeError, match="Give it an instance"):
        register_faq_style(Plain)  # type: ignore[arg-type]


def test_the_style_of_a_page_is_no_text_to_translate():
    field = next(each for each in get_translatable_fields(FaqPage) if each.field_name == "faq_style")
    assert not field.is_translated(FaqPage())

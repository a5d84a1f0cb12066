"""An editor pastes questions, moves them to the library and sorts topics, in the admin of the demo."""

from __future__ import annotations

import json
import re

import pytest

from tests.browser.conftest import signed_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

PAGE = """
from faq_blocks.models import FaqPage
from home.models import HomePage

home = HomePage.objects.get(locale__language_code="en")
if not FaqPage.objects.filter(slug="pasted").exists():
    entries = [{"question": "Typed before?", "answer": "<p>Yes.</p>"}]
    block = {"type": "faq_accordion", "value": {"heading": "Money", "entries": entries}}
    page = home.add_child(instance=FaqPage(title="Pasted", slug="pasted", locale=home.locale, body=[block]))
    page.save_revision().publish()
"""
TOPICS = """
from wagtail.models import Locale
from faq_blocks.models import Topic

Topic.objects.filter(locale__language_code="id").delete()
locale = Locale.objects.get(language_code="id")
for number, title in enumerate(["Pesanan", "Retur", "Hadiah"]):
    Topic.objects.create(title=title, locale=locale, sort_order=number)
"""
NUMBER = re.compile(r"/admin/pages/(\d+)/edit/")
COPIED = "<h2>Can I pay later?</h2><ul><li>With a card</li></ul><script>alert(1)</script><h2>Who pays?</h2><p>We do.</p>"
PASTE = """(area, markup) => {
  const data = new DataTransfer();
  data.setData("text/html", markup);
  data.setData("text/plain", "Can I pay later?\\nWho pays?");
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
  area.value = "Can I pay later?\\nWho pays?";
  area.dispatchEvent(new Event("input", {bubbles: true}));
}"""


def typed(window) -> list[str]:
    """The questions that stand in the form."""
    return window.locator("[name*='-entries-'][name$='-value-question']:visible").evaluate_all("each => each.map(e => e.value)")


@pytest.fixture
def form(open_page, demo):
    """The form of a page with a FAQ block."""
    demo.run(PAGE)
    with signed_in(open_page, demo, "demo-editor") as window:
        number = window.request.get(f"{demo.address}/admin/pages/search/?q=Pasted").text()
        window.goto(f"{demo.address}/admin/pages/{NUMBER.findall(number)[0]}/edit/")
        window.wait_for_selector(".sanad-faq")
        yield window


def paste(window) -> None:
    window.click(".sanad-faq__buttons button >> nth=0")
    window.locator(".sanad-faq__text").evaluate(PASTE, COPIED)
    window.click(".sanad-faq__panel button >> nth=0")
    window.wait_for_selector(".sanad-faq__found li")


def test_a_copied_document_becomes_typed_questions(form):
    paste(form)
    form.click(".sanad-faq__results > button")
    assert typed(form)[1:] == ["Can I pay later?", "Who pays?"]


def test_what_was_taken_over_keeps_its_lists(form):
    paste(form)
    form.click(".sanad-faq__results > button")
    answer = form.locator("[name*='-entries-'][name$='-value-answer']").nth(1).input_value()
    assert json.loads(answer)["blocks"][0]["type"] == "unordered-list-item"


def test_an_unticked_question_is_not_taken_over(form):
    paste(form)
    form.uncheck(".sanad-faq__found li >> nth=0 >> input[type=checkbox]")
    form.click(".sanad-faq__results > button")
    assert typed(form)[1:] == ["Who pays?"]


def test_taking_over_is_undone(form):
    paste(form)
    form.click(".sanad-faq__results > button")
    form.click(".sanad-faq__status button")
    until(form, "() => document.querySelector('.sanad-faq__status').textContent === 'Undone.'")
    form.wait_for_timeout(500)  # what is deleted fades
    assert typed(form) == ["Typed before?"]


def test_a_typed_question_moves_to_the_library_and_back(form):
    form.click(".sanad-faq__buttons button >> nth=1")
    form.click(".sanad-faq__panel .sanad-faq__buttons button >> nth=0")
    form.wait_for_selector(".sanad-faq__status button")
    picked = form.locator("[name*='-questions-'][name$='-value']").count()
    form.click(".sanad-faq__status button")
    until(form, "() => document.querySelector('.sanad-faq__status').textContent === 'Undone.'")
    form.wait_for_timeout(500)
    assert (picked, typed(form)) == (1, ["Typed before?"])


def titles(window) -> list[str]:
    return window.locator(".faq-sorted__title").all_inner_texts()


def test_a_topic_is_dragged_below_another(open_page, demo):
    demo.run(TOPICS)
    with signed_in(open_page, demo, "demo-editor") as window:
        window.goto(f"{demo.address}/admin/snippets/faq_blocks/topic/?locale=id")
        window.locator("[data-faq-handle]").nth(2).drag_to(window.locator("[data-faq-row]").nth(0))
        until(window, "() => document.querySelector('.faq-sorted__status').textContent !== ''")
        window.reload()
        assert titles(window) == ["Pesanan", "Hadiah", "Retur"]


def test_topics_are_sorted_by_the_keyboard(open_page, demo):
    demo.run(TOPICS)
    with signed_in(open_page, demo, "demo-editor") as window:
        window.goto(f"{demo.address}/admin/snippets/faq_blocks/topic/?locale=id")
        window.locator("button[value=up]").nth(2).focus()
        with window.expect_navigation():
            window.keyboard.press("Enter")
        assert titles(window) == ["Pesanan", "Hadiah", "Retur"]

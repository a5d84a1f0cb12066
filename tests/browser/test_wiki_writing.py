"""Two people write in the wiki, in the admin of the demo."""

from __future__ import annotations

import json
import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import signed_in

pytestmark = pytest.mark.browser

SPACE = """
from accounts.models import User
from django.contrib.auth.models import Group
from wiki.models import SpacePage, WikiPage

space = SpacePage.objects.get(locale__language_code="en", slug="wiki")
space.writers = list(Group.objects.filter(name__in=("Leads", "Agents")))
space.save()
if not WikiPage.objects.filter(slug="written").exists():
    page = space.add_child(instance=WikiPage(title="Written", slug="written", locale=space.locale, body=[
        {"type": "rich_text", "value": "<p>Begin</p>"}]))
    page.save_revision().publish()
    space.add_child(instance=WikiPage(title="Limits of refunds", slug="limits", locale=space.locale)).save_revision().publish()
"""
CHANGED = """
from wiki.models import SpacePage, WikiPage

for code in ("en", "ar"):
    space = SpacePage.objects.get(locale__language_code=code, slug="wiki")
    if not WikiPage.objects.child_of(space).filter(slug="changed").exists():
        body = [{"type": "rich_text", "value": "<p>Within 14 days</p>", "id": "0d3a3e0e-7a34-4c3f-9d7c-000000000001"}]
        page = space.add_child(instance=WikiPage(title="Changed", slug="changed", locale=space.locale, body=body))
        page.save_revision().publish()
        page = WikiPage.objects.get(pk=page.pk)
        page.body = [{**body[0], "value": "<p>Within 30 days</p>"}]
        page.save_revision().publish()
"""
EDITOR = "[data-draftail-editor] [contenteditable=true]"
PASTE = """(area, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
MARKDOWN = """# What to do

Call **at once**, see [the list](https://example.org/list).

- one
- two

1. first
<script>alert(1)</script>"""


def at_the_form(window, demo):
    window.goto(f"{demo.address}/en/wiki/written/")
    window.click(".page-tools a:has-text('Edit')")
    window.wait_for_selector(EDITOR)
    return window.locator(EDITOR).first


def until(is_so):
    """Fields are written a moment after the text."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def stored(window):
    """What the form would send."""
    return json.loads(window.locator("[name='body-0-value']").first.input_value())


@pytest.fixture
def form(open_page, demo):
    demo.run(SPACE)
    with signed_in(open_page, demo, "demo-lead") as window:
        yield window


def test_a_page_is_linked_by_its_title_with_the_keyboard(form, demo):
    at_the_form(form, demo).click()
    form.keyboard.press("End")
    form.keyboard.type(" see [[limits", delay=30)
    form.wait_for_selector("#page-links [role=option]:has-text('Limits of refunds')")
    form.keyboard.press("Enter")
    form.keyboard.type("today")
    until(lambda: "see Limits of refunds today" in stored(form)["blocks"][0]["text"])
    assert [each["type"] for each in stored(form)["entityMap"].values()] == ["LINK"]


def test_escape_leaves_the_brackets(form, demo):
    at_the_form(form, demo).click()
    form.keyboard.press("End")
    form.keyboard.type("[[limits", delay=30)
    form.wait_for_selector("#page-links [role=option]")
    form.keyboard.press("Escape")
    form.wait_for_selector("#page-links", state="hidden")
    form.keyboard.press("Enter")
    until(lambda: len(stored(form)["blocks"]) == 2)
    assert stored(form)["blocks"][0]["text"].endswith("[[limits")


def test_pasted_markdown_is_formatted(form, demo):
    area = at_the_form(form, demo)
    area.click()
    form.keyboard.press("End")
    form.keyboard.press("Enter")
    area.evaluate(PASTE, MARKDOWN)
    until(lambda: len(stored(form)["blocks"]) > 4)
    found = stored(form)
    kinds = [each["type"] for each in found["blocks"]]
    assert kinds[1:6] == ["header-two", "unstyled", "unordered-list-item", "unordered-list-item", "ordered-list-item"]
    assert [each["data"]["url"] for each in found["entityMap"].values()] == ["https://example.org/list"]
    assert any(each["style"] == "BOLD" for each in found["blocks"][2]["inlineStyleRanges"])
    assert "<script>" in found["blocks"][-1]["text"]


def test_markdown_is_understood_while_typing(form, demo):
    at_the_form(form, demo).click()
    form.keyboard.press("End")
    form.keyboard.press("Enter")
    form.keyboard.type("## When", delay=20)
    form.keyboard.press("Enter")
    form.keyboard.type("- at once", delay=20)
    until(lambda: [each["type"] for each in stored(form)["blocks"]][1:] == ["header-two", "unordered-list-item"])


def test_what_two_writers_save_at_once_is_both_kept(open_page, demo):
    demo.run(SPACE)
    lead = signed_in(open_page, demo, "demo-lead")
    agent = signed_in(open_page, demo, "demo-agent", refused="400")  # what is saved while typing, over another's words
    with lead as first, agent as second:
        for window in (first, second):
            at_the_form(window, demo)
        for window, word in ((first, " by the lead"), (second, " by the agent")):
            window.locator(EDITOR).first.click()
            window.keyboard.press("End")
            window.keyboard.type(word, delay=20)
            window.wait_for_selector(f".w-autosave-indicator__state--{'saved' if window is first else 'paused'}")
        address = re.search(r"/pages/(\d+)/edit/", first.url)
        assert address
        second.click("button:has-text('Save draft')")
        with second.expect_navigation():
            second.locator("[role=dialog]").get_by_role("button", name="Save draft").click()
        history = second.request.get(f"{demo.address}/admin/pages/{address[1]}/history/results/").text()
        assert "demo-lead" in history and "demo-agent" in history


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_in_the_history(open_page, demo, language):
    demo.run(SPACE)
    demo.run(CHANGED)
    # axe sets styles of its own, which our policy would refuse.
    with signed_in(open_page, demo, "demo-agent", bypass_csp=True) as window:
        window.goto(f"{demo.address}/{language}/wiki/changed/")
        window.click(f"a[href*='/{language}/agents/pages/']")
        window.wait_for_selector(".history__ways a")
        window.wait_for_load_state()
        assert Axe().run(window).response["violations"] == []
        window.click(".history__ways a")
        window.wait_for_selector("ins")
        window.wait_for_load_state()
        assert Axe().run(window).response["violations"] == []
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")

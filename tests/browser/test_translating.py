"""A translator works in the editor of translations: Persian and Latin text mixed, by keys, saved while typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo
from tests.browser.waiting import PATIENCE, until

pytestmark = pytest.mark.browser

PREPARE = """
import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from accounts.models import User
from home.models import HomePage
from kb.models import ArticlePage
from localization.creating import translations_create
from localization.models import Translation

user = User.objects.get(username="demo-editor")
user.groups.add(Group.objects.get(name="Translators"))
UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "{interface}"})
home = HomePage.objects.get(locale__language_code="en")
body = [
    {"type": "rich_text", "id": "aa", "value": '<p>Hello {name}, open <a href="https://example.org/">your orders</a>.</p>'},
    {"type": "rich_text", "id": "bb", "value": "<p>Returns within 14 days.</p><p>Press <b>Send</b> now.</p>"},
]
article = ArticlePage(title="Send it back", locale=home.locale, body=json.dumps(body))
home.add_child(instance=article)
article.save_revision().publish()
translations_create(sources=[article], locale=Locale.objects.get(language_code="{code}"), user=None)
made = Translation.objects.get(translation_key=article.translation_key, locale__language_code="{code}")
(Path(settings.VAR) / "translation.txt").write_text(f"{made.pk} {made.page_id}")
"""
BY_SOMEBODY_ELSE = """
from accounts.models import User
from localization.models import Unit
from localization.units import unit_write

unit_write(unit=Unit.objects.get(pk={unit}), text="{text}", user=User.objects.get(username="demo-lead"))
"""
ANOTHER_SOURCE = """
from localization.models import Unit, UnitState

unit = Unit.objects.get(pk={unit})
unit.new_source, unit.state, unit.version = "Returns within 30 days {{left}}.", UnitState.OUTDATED, unit.version + 1
unit.save()
"""
AS_BEFORE = """
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from accounts.models import User

User.objects.get(username="demo-editor").groups.remove(Group.objects.get(name="Translators"))
UserProfile.objects.filter(user__username="demo-editor").update(preferred_language="")
"""
GREETING = "سلام {name}، سفارش‌هایتان در Naranj"


class Desk:
    """A translator's window with a new translation in it."""

    def __init__(self, page: Page, demo: Demo, translation: int, target: int) -> None:
        self.page, self.demo, self.translation, self.target = page, demo, translation, target

    def open(self) -> None:
        self.page.goto(f"{self.demo.address}/admin/translations/{self.translation}/")
        self.page.wait_for_selector(".l10n-editor--live")

    def unit(self, words: str) -> Any:
        return self.page.locator(f".l10n-unit[data-kind=text]:has(.l10n-source:has-text('{words}'))")

    def field(self, words: str) -> Any:
        return self.unit(words).locator(".l10n-field")

    def stored(self, words: str) -> str:
        """The text as the form would send it."""
        return str(self.unit(words).locator("textarea").input_value())

    def is_saved(self) -> None:
        expect(self.page.locator("#l10n-status")).to_have_attribute("data-state", re.compile("^(saved|confirmed|last)$"))


@pytest.fixture
def desk(chromium: Browser, demo: Demo) -> Iterator[Callable[..., Desk]]:
    """Begin a translation and open it. Scripts that fail fail the test; refused requests are part of some of them."""
    contexts, errors = [], []

    def open_(code: str = "fa", *, interface: str = "en", width: int = 1280, scripts: bool = True) -> Desk:
        demo.run(PREPARE.replace("{code}", code).replace("{interface}", interface))
        translation, target = (Path(demo.environment["SANAD_VAR"]) / "translation.txt").read_text().split()
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{demo.address}/en/account/login/")
        page.fill("input[name=username]", "demo-editor")
        page.fill("input[name=password]", demo.passwords["demo-editor"])
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        made = Desk(page, demo, int(translation), int(target))
        if scripts:
            made.open()
        else:
            page.goto(f"{demo.address}/admin/translations/{translation}/")
        return made

    yield open_
    for context in contexts:
        context.close()
    demo.run(AS_BEFORE)
    assert errors == []


def test_persian_and_latin_text_is_saved_while_it_is_typed(desk):
    window = desk()
    field = window.field("your orders")
    assert field.evaluate("each => [getComputedStyle(each).direction, each.lang]") == ["rtl", "fa"]
    field.click()
    window.page.keyboard.type("سفارش‌های Naranj (24 ساعته)، یعنی ")
    window.page.keyboard.press("Alt+1")
    window.is_saved()
    expect(window.unit("your orders")).to_have_attribute("data-begun", "1")
    assert window.stored("your orders") == "سفارش‌های Naranj (24 ساعته)، یعنی {name}"
    assert field.locator(".l10n-chip").inner_text() == "{name}"

    window.open()
    assert window.stored("your orders") == "سفارش‌های Naranj (24 ساعته)، یعنی {name}"
    expect(window.unit("your orders")).to_have_attribute("data-state", "to_do")


def test_by_keys_from_segment_to_segment(desk):
    window = desk()
    page = window.page
    window.field("Send it back").click()
    page.keyboard.type("پس بفرستید")
    page.keyboard.press("Control+Enter")
    expect(window.unit("Send it back")).to_have_attribute("data-state", "done")
    expect(window.field("your orders")).to_be_focused()

    page.keyboard.press("Alt+ArrowDown")
    expect(window.field("14 days")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(window.field("your orders")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(window.field("14 days")).to_be_focused()
    page.keyboard.press("Alt+Slash")
    expect(page.locator("#l10n-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#l10n-keys")).to_be_hidden()


def test_a_pair_of_tags_goes_around_selected_words_and_undo_takes_it_back(desk):
    window = desk()
    page = window.page
    window.field("Press").click()
    page.keyboard.type("ارسال")
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+1")
    assert window.stored("Press") == "<b>ارسال</b>"
    page.keyboard.press("Control+z")
    assert window.stored("Press") == "ارسال"


def test_words_go_on_after_whatever_was_put_in(desk):
    window = desk()
    page = window.page
    window.field("your orders").click()
    page.keyboard.type("سلام ")
    page.keyboard.press("Alt+1")
    page.keyboard.type("، خوش")
    page.keyboard.press("Enter")
    page.keyboard.type("آمدید ")
    page.click(".l10n-signs button[data-sign='\u200f']")
    page.keyboard.type("!")
    assert window.stored("your orders") == "سلام {name}، خوش<br/>آمدید \u200f!"

    window.field("Press").click()
    page.keyboard.type("دکمهٔ ")
    window.unit("Press").locator(".l10n-inserts .l10n-insert").first.click()
    page.keyboard.type("ارسال")
    assert window.stored("Press") == "دکمهٔ <b>ارسال</b>"
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+1")
    page.keyboard.type(" را")
    assert window.stored("Press") == "<b>دکمهٔ <b>ارسال</b></b> را"
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type(".")
    assert window.stored("Press") == "<b>دکمهٔ <b>ارسال</b>."


def test_the_half_space_and_signs_of_direction(desk):
    window = desk()
    page = window.page
    window.field("14 days").click()
    page.keyboard.type("می")
    page.keyboard.press("Shift+Space")
    page.keyboard.type("شود ")
    page.click(".l10n-signs button[data-sign='\u200f']")
    assert window.stored("14 days") == "می\u200cشود \u200f"
    assert window.field("14 days").locator(".l10n-sign").inner_text() == "RLM"


def test_leaving_a_segment_says_that_it_is_done_and_tells_what_is_wrong(desk):
    window = desk()
    window.field("14 days").click()
    window.page.keyboard.type("تا ۳۰ روز.")
    window.field("Send it back").click()
    expect(window.unit("14 days")).to_have_attribute("data-state", "done")
    expect(window.unit("14 days").locator(".l10n-finding--error").first).to_contain_text("14")
    expect(window.page.locator("[data-count=findings]")).to_have_text("1")
    window.page.check("[name=l10n-show][value=findings]")
    expect(window.unit("Press")).to_be_hidden()


def test_a_button_saves_what_was_typed_a_moment_ago_and_does_what_it_says(desk):
    window = desk()
    window.field("14 days").click()
    window.page.keyboard.type("تا ۱۴ روز.")
    window.page.click("button[name=do][value=draft]")
    expect(window.page.locator(".messages li")).to_contain_text("The draft of the page is saved.")
    assert window.stored("14 days") == "تا ۱۴ روز."
    expect(window.unit("14 days")).to_have_attribute("data-state", "done")


def test_a_suggestion_that_is_taken_says_whose_it_is(desk):
    window = desk()
    window.field("14 days").click()
    window.page.click("#l10n-suggestions button")
    window.page.keyboard.press("Control+Enter")
    expect(window.unit("14 days")).to_have_attribute("data-state", "done")
    expect(window.unit("14 days").locator(".l10n-badge--origin")).to_contain_text("Dummy")


def test_somebody_else_was_faster_and_no_word_is_lost(desk, demo):
    window = desk()
    unit = window.unit("14 days").get_attribute("data-unit")
    window.field("14 days").click()
    demo.run(BY_SOMEBODY_ELSE.format(unit=unit, text="تا ۱۴ روز."))
    window.page.keyboard.type("دو هفته.")
    box = window.unit("14 days").locator(".l10n-conflict")
    expect(box).to_contain_text("تا ۱۴ روز.")
    assert window.stored("14 days") == "دو هفته."
    box.get_by_role("button", name="Keep mine").click()
    window.is_saved()
    window.unit("14 days").locator("#l10n-history").click()
    expect(window.unit("14 days").locator("#l10n-versions")).to_contain_text("تا ۱۴ روز.")


def test_a_source_that_changes_meanwhile_is_shown_and_is_nobodys_text(desk, demo):
    window = desk()
    page, unit = window.page, window.unit("Returns within")
    window.field("Returns within").click()
    page.keyboard.type("تا ۱۴ روز")
    page.keyboard.press("Control+Enter")
    expect(unit).to_have_attribute("data-state", "done")
    demo.run(ANOTHER_SOURCE.format(unit=unit.get_attribute("data-unit")))
    window.field("Returns within").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("، نه بیشتر")
    expect(unit.locator(".l10n-source ins").first).to_contain_text("30")
    expect(unit.locator(".l10n-source-new")).to_be_visible()
    expect(unit.locator(".l10n-conflict")).to_have_count(0)
    expect(unit).to_have_attribute("data-state", "outdated")
    page.keyboard.type(" ")
    page.keyboard.press("Alt+1")
    assert window.stored("Returns within") == "تا ۱۴ روز، نه بیشتر {left}"
    page.keyboard.press("Control+Enter")
    expect(unit).to_have_attribute("data-state", "done")
    expect(unit.locator(".l10n-source-new")).to_have_count(0)


def test_a_long_persian_text_is_saved(desk):
    window = desk()
    window.field("14 days").click()
    window.page.keyboard.insert_text("متن " * 12_000)
    window.is_saved()
    expect(window.unit("14 days")).to_have_attribute("data-begun", "1")


def test_looking_at_the_keys_says_nothing_of_the_segment(desk):
    window = desk()
    page = window.page
    window.field("14 days").click()
    for look in (lambda: page.keyboard.press("Alt+Slash"), lambda: page.click("#l10n-help")):
        page.keyboard.type("تا ۱۴ ")
        look()
        keys = page.locator("#l10n-keys")
        expect(keys).to_be_visible()
        last, button = keys.locator("dl > div").last.bounding_box(), keys.get_by_role("button").bounding_box()
        assert last["y"] + last["height"] <= button["y"]
        page.keyboard.press("Escape")
        window.is_saved()
        expect(window.unit("14 days")).to_have_attribute("data-state", "to_do")
        expect(window.field("14 days")).to_be_focused()
    page.keyboard.type("روز.")
    assert window.stored("14 days") == "تا ۱۴ تا ۱۴ روز."


def test_what_could_not_be_saved_is_kept_in_the_browser(desk):
    window = desk()
    page = window.page
    page.route("**/units/*/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    window.field("14 days").click()
    page.keyboard.type("تا ۱۴ روز.")
    expect(page.locator("#l10n-status")).to_have_attribute("data-state", "offline")
    page.unroute("**/units/*/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("window.sanadTranslating.open.clear()")  # as if the browser had been killed
    window.open()
    kept = window.unit("14 days").locator(".l10n-kept")
    expect(kept).to_contain_text("تا ۱۴ روز.")
    kept.get_by_role("button", name="Use it").click()
    window.is_saved()
    assert window.stored("14 days") == "تا ۱۴ روز."


@pytest.mark.parametrize("code", ["fa", "ar"])
@pytest.mark.parametrize(("interface", "width"), [("en", 1280), ("ar", 1280), ("en", 390), ("ar", 390)])
def test_it_fits_and_is_accessible_in_each_interface(desk, code, interface, width):
    window = desk(code, interface=interface, width=width)
    window.field("your orders").click()
    window.page.wait_for_selector("#l10n-suggestions li")
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.field("your orders").evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert window.unit("your orders").locator(".l10n-source").evaluate("each => getComputedStyle(each).direction") == "ltr"
    found = Axe().run(window.page, context=".l10n-editor").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


def test_without_scripts_it_is_a_form(desk):
    window = desk(scripts=False)
    page = window.page
    area = page.locator(".l10n-unit:has(.l10n-source:has-text('14 days')) textarea")
    area.fill("تا ۱۴ روز.")
    page.click("button[value=save]")
    assert page.locator(".l10n-unit:has(.l10n-source:has-text('14 days')) textarea").input_value() == "تا ۱۴ روز."


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_the_page_editor_writes_in_the_direction_of_the_page(desk, interface):
    window = desk("fa", interface=interface)
    page = window.page
    page.goto(f"{window.demo.address}/admin/pages/{window.target}/edit/")
    until(page, "document.querySelector('#id_title').lang === 'fa'")
    for selector in ("#id_title", "#id_summary", ".public-DraftEditor-content"):
        page.wait_for_selector(selector, state="attached")
        until(page, "each => getComputedStyle(document.querySelector(each)).direction === 'rtl'", selector)
    assert page.locator("#id_slug").get_attribute("dir") == "ltr"
    assert page.evaluate("getComputedStyle(document.querySelector('.public-DraftStyleDefault-block')).textAlign") in (
        "start",
        "right",
    )

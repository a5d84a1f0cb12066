"""Quick lookup as an agent has it at hand: a palette on every page, a page on the second screen, and the keys of both."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import signed_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

# Criteria for two exceptions of the demo, which has none, and a wording for customers who speak Persian.
CASES = """
from wiki.models import ExceptionCriterion, ExceptionWording, PolicyExceptionPage
late = PolicyExceptionPage.objects.get(number="E-7", locale__language_code="en")
if not late.criteria.exists():
    for page in PolicyExceptionPage.objects.filter(number="E-7"):
        ExceptionCriterion.objects.create(exception=page, topic="days", operator="at_most", value="40")
        ExceptionCriterion.objects.create(exception=page, topic="amount", operator="at_most", value="150", currency="USD")
"""
OPTION = "[role=option][aria-selected=true]"
COPIED = "navigator.clipboard.readText()"


@pytest.fixture(scope="module", autouse=True)
def cases(demo):
    demo.run(CASES)


@pytest.fixture
def desk(open_page, demo):
    with signed_in(open_page, demo, "demo-agent") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield page


def palette_on(page, demo, path):
    page.goto(demo.address + path)
    page.wait_for_selector("dialog.palette", state="attached")
    until(page, "document.querySelector('[data-lookup-input]').getAttribute('role') === 'combobox'")
    page.keyboard.press("Control+k")


def looked_up(page, text):
    page.keyboard.type(text)
    page.wait_for_selector(OPTION)
    until(page, "!document.querySelector('[data-lookup-found]').hasAttribute('aria-busy')")


@pytest.mark.parametrize("path", ["/en/", "/en/agent-wiki/", "/en/search/?q=late"])
def test_the_palette_opens_where_an_agent_reads(desk, demo, path):
    if path == "/en/agent-wiki/":
        path = wiki_path(desk, demo)
    palette_on(desk, demo, path)
    assert desk.evaluate("document.querySelector('dialog.palette').open")


def wiki_path(page, demo):
    page.goto(demo.address + "/en/agents/lookup/?q=E-7")
    return page.evaluate("new URL(document.querySelector('main h3 a, main .found a').href).pathname")


def test_the_wording_is_copied_with_fewer_than_eight_keys_after_the_query(desk, demo):
    palette_on(desk, demo, "/en/")
    looked_up(desk, "late 34 days 80 USD")
    desk.keyboard.press("Control+c")  # one chord
    until(desk, "document.querySelector('.palette .quick__status').textContent.startsWith('Copied')")
    assert desk.evaluate(COPIED).startswith("Thank you for asking before you sent it.")


def test_the_wording_is_copied_in_the_customers_language_and_the_choice_is_remembered(desk, demo):
    palette_on(desk, demo, "/en/")
    desk.select_option("#palette-to", "fa")
    palette_on(desk, demo, "/en/")
    looked_up(desk, "late 34 days 80 USD")
    desk.keyboard.press("Control+c")
    until(desk, "document.querySelector('.palette .quick__status').textContent.startsWith('Copied')")
    assert any("\u0600" <= sign <= "\u06ff" for sign in desk.evaluate(COPIED))


def test_enter_opens_the_hit(desk, demo):
    palette_on(desk, demo, "/en/")
    looked_up(desk, "E-7")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("main .rule")
    assert "E-7" in desk.text_content("main")


def test_alt_enter_opens_the_decision_helper_with_the_case(desk, demo):
    palette_on(desk, demo, "/en/")
    looked_up(desk, "late 34 days 80 USD")
    desk.keyboard.press("Alt+Enter")
    desk.wait_for_selector("#helper-days")
    assert (desk.input_value("#helper-days"), desk.input_value("#helper-amount")) == ("34", "80")


def test_arrows_move_through_the_hits_and_around(desk, demo):
    palette_on(desk, demo, "/en/")
    looked_up(desk, "late")
    seen = []
    for key in ("ArrowDown", "ArrowUp", "ArrowUp"):
        desk.keyboard.press(key)
        seen.append(desk.evaluate("[...document.querySelectorAll('[role=option]')].findIndex((o) => o.ariaSelected === 'true')"))
    last = desk.locator("[role=option]").count() - 1
    assert seen == [1, 0, last]


def test_the_field_names_the_chosen_hit(desk, demo):
    palette_on(desk, demo, "/en/")
    looked_up(desk, "late")
    chosen = desk.get_attribute("#palette-q", "aria-activedescendant")
    assert chosen == desk.get_attribute(OPTION, "id")


def test_escape_closes_it(desk, demo):
    palette_on(desk, demo, "/en/")
    desk.keyboard.press("Escape")
    assert not desk.evaluate("document.querySelector('dialog.palette').open")


def test_on_an_arabic_keyboard_the_key_is_at_the_same_place(desk, demo):
    palette_on(desk, demo, "/ar/")
    desk.keyboard.press("Escape")
    desk.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: 'ن', code: 'KeyK', ctrlKey: true }))")
    assert desk.evaluate("document.querySelector('dialog.palette').open")


def test_customers_get_no_palette(open_page, demo):
    with signed_in(open_page, demo, "demo-customer") as page:
        page.goto(demo.address + "/en/")
        page.wait_for_selector(".menu__name", state="attached")
        page.wait_for_load_state("networkidle")
        expect(page.locator("dialog.palette")).to_have_count(0)


def test_a_customer_gets_404(open_page, demo):
    with signed_in(open_page, demo, "demo-customer") as page:
        answer = page.goto(demo.address + "/en/agents/lookup/")
        assert answer and answer.status == 404
        assert answer is not None and answer.status == 404


def test_a_chip_that_is_taken_off_is_a_word(desk, demo):
    desk.goto(demo.address + "/en/agents/lookup/")
    looked_up(desk, "late 34 days")
    desk.click(".facts__one[data-topic=days]")
    desk.wait_for_selector(".facts__one--off")
    expect(desk.locator("[role=option] .hit__why")).to_have_count(0)


def test_the_page_shows_what_can_be_done_with_the_chosen_hit(desk, demo):
    desk.goto(demo.address + "/en/agents/lookup/")
    looked_up(desk, "late 34 days")
    desk.keyboard.press("ArrowDown")
    shown = desk.locator(".quick__details > :not([hidden]) h3").text_content()
    assert desk.locator(f"{OPTION} .hit__title").text_content().strip() in " ".join(shown.split())


def test_coming_back_finds_the_same_question(desk, demo):
    desk.goto(demo.address + "/en/agents/lookup/")
    looked_up(desk, "late 34 days")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("main .rule")
    desk.go_back()
    desk.wait_for_selector(OPTION)
    assert desk.input_value("#lookup-q") == "late 34 days"


def test_what_did_not_answer_is_sent_without_leaving(desk, demo):
    desk.goto(demo.address + "/en/agents/lookup/")
    desk.keyboard.type("zzqx vwk")
    desk.wait_for_selector("[data-lookup-unanswered]")
    desk.click("[data-lookup-unanswered] button")
    assert "Thank you" in desk.text_content(".quick__sent")


def test_without_scripts_the_page_is_a_form(open_page, demo):
    page = open_page("/en/account/login/", scripts=False)
    page.fill("input[name=username]", "demo-agent")
    page.fill("input[name=password]", demo.passwords["demo-agent"])
    page.click("main button[type=submit]")
    page.goto(demo.address + "/en/agents/lookup/")
    page.fill("#lookup-q", "late 34 days 80 USD")
    page.click(".quick__form button")
    assert page.locator(".found").count() > 0


@pytest.mark.parametrize(
    ("language", "text"), [("en", "late 34 days, 80 USD"), ("ar", "متأخر ٣٤ يومًا"), ("fa", "۳۴ روز، ۸۰ دلار")]
)
def test_axe_finds_nothing(open_page, demo, language, text):
    # axe sets styles of its own, which our policy would refuse.
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = open_page("/en/account/login/", width=width, scheme=scheme, bypass_csp=True)
        page.fill("input[name=username]", "demo-agent")
        page.fill("input[name=password]", demo.passwords["demo-agent"])
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        page.goto(f"{demo.address}/{language}/agents/lookup/")
        looked_up(page, text)
        found = Axe().run(page)
        assert found.response["violations"] == [], f"page, {width}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        palette_on(page, demo, f"/{language}/")
        looked_up(page, text)
        found = Axe().run(page, context="dialog.palette")
        assert found.response["violations"] == [], f"palette, {width}\n{found.generate_report()}"

"""The search box on another site: a page of another origin, with a strict policy and hostile styles, takes it in by one tag."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import _manage, wait_for

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A shop</title><link rel="stylesheet" href="/shop.css"></head>
<body><main><h1>A shop</h1><div id="help"></div></main>
<script src="{help}/search/widget.js" {options} async></script></body></html>"""
SHEET = """
html { font-size: 62.5%; }
* { letter-spacing: 1em !important; text-transform: uppercase !important; }
div, form, input, button, ul, li { display: inline !important; border: 9px solid red !important; }
sanad-search { display: inline !important; color: red !important; }
"""
POLICY = "default-src 'none'; script-src {help}; connect-src {help}; style-src 'self'; require-trusted-types-for 'script'"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Shop:
    """Another site. `options` are those of the tag that it has in its page."""

    def __init__(self) -> None:
        self.port, self.help, self.options = free_port(), "", ""
        self.address = f"http://localhost:{self.port}"
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_sheet = self.path == "/shop.css"
                self.send_response(200)
                self.send_header("Content-Type", "text/css" if is_sheet else "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", POLICY.format(help=shop.help))
                self.end_headers()
                self.wfile.write((SHEET if is_sheet else PAGE.format(help=shop.help, options=shop.options)).encode())

            def log_message(self, *_arguments: object) -> None:
                """Nobody reads it."""

        return Handler


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop, and a help center that lets it search."""
    shop, port, var = Shop(), free_port(), tmp_path_factory.mktemp("help")
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "SANAD_VAR": str(var),
        "SANAD_SEARCH_ORIGINS": shop.address,
    }
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    for command in (["migrate", "--verbosity=0"], ["load_demo"]):
        subprocess.run(_manage(*command), env=environment, check=True, capture_output=True)
    with (var / "server.log").open("w") as log:
        server = subprocess.Popen(
            _manage("runserver", "--noreload", f"127.0.0.1:{port}"), env=environment, stdout=log, stderr=log
        )
        shop.help = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{shop.help}/en/", server, var / "server.log")
            yield shop
        finally:
            server.terminate()
            server.wait(timeout=20)
            shop.server.shutdown()


@pytest.fixture
def visit(chromium, shop):
    """Open the shop's page; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_(options="", **more):
        shop.options = options
        context = chromium.new_context(**{"viewport": {"width": 900, "height": 800}, **more})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(shop.address)
        page.wait_for_selector("sanad-search input")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [each for each in complaints if "favicon" not in each] == []


def type_into(page, text):
    page.locator("sanad-search input").click()
    page.keyboard.type(text, delay=30)
    page.wait_for_selector("sanad-search [role=option]")


def test_a_reader_searches_from_the_shop_and_lands_in_the_help_center(visit, shop):
    page = visit()
    type_into(page, "retu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop.help}/en/**")
    assert "/search/" not in page.url


def test_enter_without_a_choice_opens_all_results(visit, shop):
    page = visit()
    type_into(page, "refund")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop.help}/en/search/?q=refund*")
    page.wait_for_selector(".result")
    assert page.url == f"{shop.help}/en/search/?q=refund"


def test_words_that_no_title_begins_with_bring_results(visit):
    page = visit()
    type_into(page, "courier warehouse")
    assert page.locator("sanad-search [role=option]").count() > 1


def test_in_arabic_it_runs_from_right_to_left(visit, shop):
    page = visit('data-language="ar" data-target="#help"')
    type_into(page, "ال")
    icon, button = page.locator("#help svg").bounding_box(), page.locator("#help button").bounding_box()
    assert icon["x"] > button["x"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop.help}/ar/search/**")


def test_keys_move_and_a_screen_reader_is_told(visit):
    page = visit()
    type_into(page, "re")
    field = page.locator("sanad-search input")
    chosen = []
    for key in ("ArrowDown", "End", "ArrowDown", "Escape"):
        page.keyboard.press(key)
        chosen.append(field.get_attribute("aria-activedescendant"))
    last = page.locator("sanad-search [role=option]").count() - 1
    assert chosen == ["option-0", f"option-{last}", None, None]
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Backspace")
    page.keyboard.type("e")
    expect(page.locator("sanad-search [role=status]")).to_contain_text(str(last))


def test_the_styles_of_the_shop_do_not_reach_it(visit):
    page = visit()
    form = page.locator("sanad-search form")
    looks = form.evaluate(
        "each => { const style = getComputedStyle(each); return [style.display, style.letterSpacing, style.textTransform]; }"
    )
    assert looks == ["grid", "normal", "none"]
    assert 44 <= form.bounding_box()["height"] <= 70


def test_it_leaves_the_shop_as_it_was(visit):
    page = visit()
    assert page.evaluate("document.querySelector('h1').computedStyleMap().get('letter-spacing').toString()") != "normal"
    assert page.evaluate("Object.keys(window).filter((name) => /sanad|help/i.test(name) && name !== 'help')") == []


def test_it_sends_and_leaves_no_cookies(visit, shop):
    page = visit()
    page.context.add_cookies([{"name": "sessionid", "value": "x", "url": shop.help}])
    asked = []
    page.on("request", lambda request: asked.append(request) if "/api/" in request.url else None)
    type_into(page, "re")
    assert [request.all_headers().get("cookie") for request in asked] == [None] * len(asked)
    assert {cookie["name"] for cookie in page.context.cookies()} == {"sessionid"}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_shortcuts_of_the_shop_stay_quiet_while_typing(visit):
    page = visit()
    page.evaluate("document.addEventListener('keydown', (event) => { window.heard = event.key; })")
    type_into(page, "re")
    assert page.evaluate("window.heard") is None


@pytest.mark.parametrize(("scheme", "options"), [("light", ""), ("dark", ""), ("light", 'data-theme="dark"')])
def test_axe_finds_nothing(visit, scheme, options):
    page = visit(f'{options} data-accent="#ffcc00"', color_scheme=scheme, bypass_csp=True)
    type_into(page, "re")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, context="sanad-search", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()

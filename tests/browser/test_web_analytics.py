"""What the script of the plugin Web analytics tells of a reader: next to nothing, and nothing to who does not want it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Request, Route

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "plugins" / "web_analytics" / "static" / "web_analytics" / "web_analytics.js"
PAGE = "https://help.example.org/en/search/?q=my+secret#part"
SERVER = "https://stats.example.org"
TAG = (
    '<title>Returns</title><script defer src="/w.js" data-program="{}" data-address="{}" data-site="7" data-title="{}"></script>'
)


@pytest.fixture
def sent(chromium: Browser) -> Iterator[Any]:
    """Opens a page with the script; returns the requests that went to the statistics server."""
    contexts = []

    def open_page(program: str = "matomo", *, title: str = "yes", navigator: str = "", referrer: str = "") -> list[Request]:
        context = chromium.new_context()
        contexts.append(context)
        requests: list[Request] = []

        def answer(route: Route) -> None:
            request = route.request
            if request.url.startswith(SERVER):
                requests.append(request)
                route.fulfill(status=204)
            elif request.url.endswith("/w.js"):
                route.fulfill(path=SCRIPT, content_type="text/javascript")
            else:
                cookie = {"Set-Cookie": "a=b; SameSite=None; Secure"}
                route.fulfill(body=TAG.format(program, SERVER, title), content_type="text/html", headers=cookie)

        context.route("**/*", answer)
        if navigator:
            context.add_init_script(
                f"Object.defineProperty(navigator, '{navigator.split('=')[0]}', {{value: {navigator.split('=')[1]}}})"
            )
        page = context.new_page()
        page.goto(PAGE, referer=referrer or None)
        page.wait_for_load_state("networkidle")
        return requests

    yield open_page
    for context in contexts:
        context.close()


def told(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.post_data or "", keep_blank_values=True))


def test_matomo_is_told_the_page_without_question_and_part(sent):
    [request] = sent()
    assert request.url == f"{SERVER}/matomo.php"
    values = told(request)
    assert values["url"] == "https://help.example.org/en/search/"
    assert (values["idsite"], values["action_name"], values["cookie"]) == ("7", "Returns", "0")


def test_plausible_is_told_the_same(sent):
    [request] = sent("plausible")
    assert request.url == f"{SERVER}/api/event"
    assert json.loads(request.post_data) == {
        "name": "pageview",
        "domain": "7",
        "url": "https://help.example.org/en/search/",
        "referrer": None,
    }


@pytest.mark.parametrize("program", ["matomo", "plausible"])
def test_what_was_searched_is_told_nowhere(sent, program):
    [request] = sent(program, title="no")
    assert "secret" not in json.dumps(request.all_headers()) + (request.post_data or "")
    assert "Returns" not in (request.post_data or "")


def test_no_cookie_goes_along_and_no_address_in_the_headers(sent):
    headers = sent()[0].all_headers()
    assert "cookie" not in headers
    assert "referer" not in headers


def test_of_the_site_that_led_here_only_the_host_is_told(sent):
    [request] = sent(referrer="https://other.example/private/page?user=7")
    assert told(request)["urlref"] == "https://other.example/"


@pytest.mark.parametrize("wish", ["doNotTrack='1'", "globalPrivacyControl=true"])
def test_who_does_not_want_to_be_counted_is_not(sent, wish):
    assert sent(navigator=wish) == []

"""What one reader sends never reaches another one."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse

from operations.page_cache.answers import may_be_kept
from operations.page_cache.cookies import WatchCookies
from theme.serving import serve

PATH = "/en/returns/send/"


@pytest.fixture
def clean(door, article) -> str:
    """The page as it is for somebody who sends nothing strange."""
    text = door.ask(PATH).text
    door.cache.memory.clear()
    return text


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_FORWARDED_PORT": "8443"},
        {"HTTP_X_FORWARDED_PREFIX": "/evil"},
        {"HTTP_X_ORIGINAL_URL": "/admin/"},
        {"HTTP_X_REWRITE_URL": "/admin/"},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
        {"HTTP_FORWARDED": "host=evil.example;proto=https"},
        {"HTTP_ACCEPT_LANGUAGE": "ar"},
        {"HTTP_COOKIE": "django_language=ar"},
        {"HTTP_COOKIE": "csrftoken=abcdefghijklmnopqrstuvwxyzabcdef"},
        {"HTTP_COOKIE": "_ga=GA1.2.evil; theme=<script>"},
        {"HTTP_USER_AGENT": "<script>evil()</script>"},
        {"HTTP_REFERER": "https://evil.example/"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_ACCEPT_ENCODING": "br"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
        {"HTTP_X_REQUEST_ID": "evil-1"},
    ],
)
def test_a_page_that_was_made_for_a_stranger_is_everybodys_page(door, clean, more):
    door.ask(PATH, **more)
    got = door.ask(PATH)
    assert (got.status, got.text) == (200, clean)
    assert "evil" not in str(got.all_headers)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "a@testserver@evil.example", "testserver:80e", "[::1]"]
)
def test_a_strange_host_is_refused_and_not_kept(door, clean, host):
    assert door.ask(PATH, HTTP_HOST=host).status == 400
    assert door.ask(PATH).text == clean


def test_http_and_https_are_kept_apart(door, clean, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    door.cache.rules.secure_header = settings.SECURE_PROXY_SSL_HEADER
    secure = door.ask(PATH, HTTP_X_FORWARDED_PROTO="https").text
    plain = door.ask(PATH).text
    assert ('href="https://testserver' in secure, 'href="https://testserver' in plain) == (True, False)
    assert door.ask(PATH, HTTP_X_FORWARDED_PROTO="https").text == secure


def test_a_host_of_a_proxy_that_is_believed_is_not_kept(door, clean, settings):
    settings.USE_X_FORWARDED_HOST = True
    door.ask(PATH, HTTP_X_FORWARDED_HOST="localhost")
    assert len(door.cache.memory) == 0


def test_a_page_for_which_a_plugin_looked_at_a_cookie_is_not_kept(door, article, monkeypatch):
    def peeping(request: HttpRequest, path: str):
        response = serve(request, path)
        response["X-Variant"] = request.COOKIES.get("variant", "a")
        return response

    monkeypatch.setattr(
        "django.core.handlers.base.BaseHandler.resolve_request", lambda _self, _request: (peeping, ("returns/send/",), {})
    )
    door = type(door)()
    assert door.ask(PATH, HTTP_COOKIE="variant=b").headers["X-Variant"] == "b"
    assert len(door.cache.memory) == 0


@pytest.mark.parametrize(
    "look", [dict, list, len, lambda c: "theme" in c, lambda c: c["theme"], lambda c: c.items(), lambda c: {**c}]
)
def test_no_way_of_looking_at_cookies_goes_unnoticed(rf, look):
    request = rf.get("/", headers={"cookie": "theme=dark"})

    def view(asked):
        look(asked.COOKIES)
        return HttpResponse(headers={"X-Public": "1"})

    answer = WatchCookies(view)(request)
    assert answer.has_header("X-Public") is (look is len)


@pytest.mark.parametrize(
    ("kept", "status", "headers"),
    [
        (True, "200 OK", {"X-Public": "1"}),
        (True, "200 OK", {"X-Public": "1", "Vary": "Cookie, Accept-Encoding"}),
        (False, "200 OK", {}),
        (False, "404 Not Found", {"X-Public": "1"}),
        (False, "302 Found", {"X-Public": "1"}),
        (False, "206 Partial Content", {"X-Public": "1"}),
        (False, "200 OK", {"X-Public": "1", "Set-Cookie": "a=b"}),
        (False, "200 OK", {"X-Public": "1", "Cache-Control": "private"}),
        (False, "200 OK", {"X-Public": "1", "cache-control": "max-age=3, no-store"}),
        (False, "200 OK", {"X-Public": "1", "Vary": "Accept-Language"}),
        (False, "200 OK", {"X-Public": "1", "Vary": "*"}),
        (False, "200 OK", {"X-Public": "1", "Content-Encoding": "gzip"}),
    ],
)
def test_only_what_says_of_itself_that_it_is_everybodys(kept, status, headers):
    assert may_be_kept(status, headers.items()) is kept


def test_hosts_of_capitals_do_not_fill_the_memory(door, article):
    for host in ("Testserver", "tEstserver", "teStserver"):
        door.ask(PATH, HTTP_HOST=host)
    assert len(door.cache.memory) == 0

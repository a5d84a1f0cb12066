"""What browsers are told with every page: the rules of Mozilla's observatory, each for itself."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Site

from tests.factories import add_page

pytestmark = pytest.mark.django_db

PAGES = ["/en/", "/en/search/?q=x", "/en/account/login/", "/en/no-such-page/", "/en/account/password/reset/"]
BROAD = {"*", "http:", "https:", "data:", "blob:", "filesystem:", "'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"}


def policy_of(client: Client, path: str) -> dict[str, set[str]]:
    header = client.get(path)["Content-Security-Policy"]
    return {name: set(sources.split()) for name, _space, sources in (each.partition(" ") for each in header.split("; "))}


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_run_nothing_that_is_not_a_file_of_ours(client, home, path):
    policy = policy_of(client, path)
    assert policy["default-src"] == {"'none'"}
    for directive in ("script-src", "style-src", "connect-src", "font-src", "worker-src", "form-action"):
        assert policy[directive] == {"'self'"}, directive
    assert policy["object-src"] == policy["base-uri"] == {"'none'"}


@pytest.mark.parametrize("path", PAGES)
def test_no_part_of_the_policy_is_wide(client, home, path):
    policy = policy_of(client, path)
    images = policy.pop("img-src")
    assert images == {"'self'", "data:"}
    assert not BROAD & set().union(*policy.values())


def test_the_page_that_says_that_something_broke_has_the_policy_too(client, home, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("home.models.HomePage.serve", _broken)
    answer = client.get("/en/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def _broken(*_args, **_more):
    raise RuntimeError("broken for a test")


@pytest.mark.parametrize("path", PAGES)
def test_other_sites_get_no_hold_of_a_page(client, home, path):
    answer = client.get(path)
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert policy_of(client, path)["frame-ancestors"] == {"'self'"}


@pytest.mark.parametrize("path", PAGES)
def test_readers_are_not_told_on(client, home, path):
    assert client.get(path)["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_for_camera_or_place(client, home, path):
    powers = client.get(path)["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} <= set(powers)


@pytest.mark.parametrize("path", [*PAGES, "/robots.txt", "/api/", "/search/widget.js", "/healthz/"])
def test_browsers_do_not_guess_what_a_file_is(client, home, path):
    assert client.get(path)["X-Content-Type-Options"] == "nosniff"


def test_what_other_sites_may_show_is_left_open_to_them(client, home):
    assert client.get("/search/widget.js")["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Cross-Origin-Resource-Policy" not in client.get("/robots.txt")


def test_no_answer_is_open_to_scripts_of_other_sites(client, home):
    foreign = {"Origin": "https://evil.example"}
    for path in PAGES:
        assert "Access-Control-Allow-Origin" not in client.get(path, headers=foreign)
        asked = {**foreign, "Access-Control-Request-Method": "GET"}
        assert "Access-Control-Allow-Origin" not in client.options(path, headers=asked)


def test_readers_who_only_read_get_no_cookie(client, home):
    for path in ("/", "/en/", "/en/no-such-page/", "/robots.txt", "/en/search/?q=x"):
        client.get(path)
    assert dict(client.cookies) == {}


def test_the_admin_is_in_no_frame_of_others_and_sends_no_form_to_them(client, superuser):
    client.force_login(superuser)
    policy = policy_of(client, "/admin/")
    assert policy["frame-ancestors"] == policy["form-action"] == {"'self'"}
    assert policy["object-src"] == policy["base-uri"] == {"'none'"}
    assert "default-src" not in policy  # Wagtail's own inline scripts would stand still


def test_a_preview_has_the_policy_of_the_page_itself(client, home, superuser):
    """What an editor typed is shown to another one with the admin's cookies: no script of theirs may run."""
    from home.models import PlainPage

    page = add_page(home, PlainPage, "Prices", live=False)
    client.force_login(superuser)
    answer = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_site_under_another_name_has_the_same_headers(client, home):
    Site.objects.filter(is_default_site=True).update(hostname="localhost")
    answer = client.get("/en/", headers={"Host": "localhost"})
    assert "default-src 'none'" in answer["Content-Security-Policy"]

"""What is somebody's own, or might be, goes past the cache: it is neither answered from there nor kept."""

from __future__ import annotations

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from tests.operations.page_cache.conftest import rich

PATH = "/en/returns/send/"


def cookie_of(user) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = site_settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{site_settings.SESSION_COOKIE_NAME}={session.session_key}"


@pytest.mark.parametrize(
    "more",
    [
        {"query": "utm_source=mail"},
        {"method": "POST"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_COOKIE": f"a=b; {site_settings.SESSION_COOKIE_NAME}=nobody"},
        {"HTTP_COOKIE": "messages=something"},
        {"SCRIPT_NAME": "/help"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "TESTSERVER"},
        {"HTTP_HOST": "testserver:81"},
        {"HTTP_HOST": ""},
    ],
)
def test_it_goes_past_a_full_cache_and_leaves_an_empty_one_empty(door, article, more):
    assert not door.ask(PATH, **more).is_hit
    assert len(door.cache.memory) == 0
    door.ask(PATH)
    asked = len(door.reached)
    assert not door.ask(PATH, **more).is_hit
    assert (len(door.reached), len(door.cache.memory)) == (asked + 1, 1)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/healthz/",
        "/admin/",
        "/api/v1/search/",
        "/sitemap.xml",
        "/en/search/",
        "/en/account/login/",
        "/en/nowhere/",
        "/xx/returns/send/",
        "//en/returns/send/",
        "/en/returns/send",
        "/en/" + "a" * 2000 + "/",
    ],
)
def test_what_is_no_public_page_is_not_kept(door, article, path):
    door.ask(path)
    door.ask(path)
    assert len(door.reached) == 2
    assert len(door.cache.memory) == 0


def test_a_page_that_opens_is_kept_from_then_on(door, home, publishing):
    """That it was not to be kept is no matter for later."""
    page = add_page(home, CategoryPage, "Mine", slug="mine", audience=Audience.CUSTOMER)
    assert door.ask("/en/mine/").status == 302
    with publishing():
        page.audience = Audience.PUBLIC
        page.save_revision().publish()
    assert door.ask("/en/mine/").status == 200
    assert door.ask("/en/mine/").is_hit


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
def test_a_closed_page_is_not_kept(door, home, audience):
    add_page(home, CategoryPage, "Mine", slug="mine", audience=audience)
    assert (door.ask("/en/mine/").status, len(door.cache.memory)) == (302, 0)


def test_a_page_behind_a_password_is_not_kept(door, article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="sesame")
    assert "Pack it well." not in door.ask(PATH).text
    assert len(door.cache.memory) == 0


def test_the_signed_in_see_their_own_page_and_leave_nothing_of_it(door, home, customer):
    passage = [{"type": "audience", "value": {"audience": "customer", "content": rich("<p>For customers.</p>")}}]
    category = add_page(home, CategoryPage, "Returns", slug="returns")
    add_page(category, ArticlePage, "Send", slug="send", body=[*rich("<p>For all.</p>"), *passage])
    cookie = cookie_of(customer)
    assert "For all." in door.ask(PATH, HTTP_COOKIE=cookie).text
    assert len(door.cache.memory) == 0
    public = door.ask(PATH)
    assert "For customers." not in public.text
    mine = door.ask(PATH, HTTP_COOKIE=cookie)
    assert "no-store" in mine.headers["Cache-Control"]
    assert not mine.is_hit


def test_a_draft_is_not_shown(door, article):
    before = door.ask(PATH).text
    article.body = rich("<p>Only a thought.</p>")
    article.save_revision()
    assert door.ask(PATH).text == before

"""The policy that tells browsers which hosts a page may use, and what plugins add to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from content.audiences import ANONYMOUS
from plugins.hooks import add_filter
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests
from theme.csp import PolicyMiddleware

HOST = "https://stats.example.org"

pytestmark = pytest.mark.django_db


@pytest.fixture
def add():
    """Adds texts to the policy."""
    return lambda *more: add_filter("csp_sources", lambda sources: [*sources, *more])


def policy_of(client, path: str = "/en/") -> dict[str, set[str]]:
    header = client.get(path)["Content-Security-Policy"]
    return {name: set(sources.split()) for name, _space, sources in (each.partition(" ") for each in header.split("; "))}


def test_without_plugins_the_page_may_use_nothing_but_the_site(home, client):
    policy = policy_of(client)
    assert policy["default-src"] == {"'none'"}
    assert policy["connect-src"] == {"'self'"}


def test_a_host_is_added_beside_the_site_itself(home, client, add):
    add(f"connect-src {HOST}")
    assert policy_of(client)["connect-src"] == {"'self'", HOST}


def test_what_the_settings_allow_stays(home, client, add):
    add(f"img-src {HOST}")
    assert policy_of(client)["img-src"] == {"'self'", "data:", HOST}


def test_what_is_allowed_for_one_thing_is_allowed_for_no_other(home, client, add):
    before = policy_of(client)
    add(f"connect-src {HOST}")
    after = policy_of(client)
    assert {**after, "connect-src": {"'self'"}} == before


def test_several_hosts_stand_side_by_side(home, client, add):
    add(f"connect-src {HOST}", "connect-src https://chat.example.org:8443")
    assert policy_of(client)["connect-src"] == {"'self'", HOST, "https://chat.example.org:8443"}


@pytest.mark.parametrize(
    "wider",
    [
        "script-src 'unsafe-inline'",
        "script-src *",
        "script-src https://*.example.org",
        "script-src https:",
        "script-src data:",
        "script-src http://stats.example.org",
        "script-src https://a.example; object-src *",
        "script-src https://a.example\r\nSet-Cookie: a=b",
        "script-src https://a.example https://b.example",
        "default-src https://a.example",
        "form-action https://a.example",
        "frame-ancestors https://a.example",
        "https://a.example",
        "",
        7,
    ],
)
def test_nothing_wider_than_one_host_is_added(home, client, add, wider):
    before = policy_of(client)
    add(wider)
    assert policy_of(client) == before


def test_the_filter_hears_who_reads_which_address(home, client, add):
    seen = []

    def note(sources, reader, path):
        seen.append((reader, path))
        return sources

    add_filter("csp_sources", note)
    client.get("/en/")
    assert seen == [(ANONYMOUS, "/en/")]


def test_signed_in_readers_may_be_treated_otherwise(home, client, agent):
    add_filter("csp_sources", lambda sources, reader: [] if reader.level else [f"connect-src {HOST}"])
    assert "connect-src" in policy_of(client)
    client.force_login(agent)
    assert policy_of(client)["connect-src"] == {"'self'"}


def policy_for(user: Callable[[], Any]) -> str:
    """The policy of a page whose reader is found out by `user`."""
    middleware: Any = PolicyMiddleware(lambda request: HttpResponse("<p>"))
    request: Any = RequestFactory().get("/en/")
    request.user = SimpleLazyObject(user)
    return str(middleware(request)["Content-Security-Policy"])


def test_whose_request_it_is_is_not_asked_while_nobody_listens():
    assert "default-src" in policy_for(lambda: 1 / 0)


def test_where_the_user_cannot_be_read_nobody_is_signed_in(add):
    add_filter("csp_sources", lambda sources, reader: [*sources, f"img-src {HOST}"] if reader == ANONYMOUS else sources)
    assert HOST in policy_for(lambda: connection.cursor().execute("no SQL at all"))


def test_the_admin_does_not_ask(home, client):
    add_filter("csp_sources", lambda sources: 1 / 0)
    assert client.get("/admin/login/").status_code == 200


def test_answers_that_are_no_pages_do_not_ask(home, client):
    add_filter("csp_sources", lambda sources: 1 / 0)
    assert client.get("/robots.txt").status_code == 200


def test_the_policy_of_a_plugin_ends_with_the_plugin(home, client, make):
    apps = f"""
from sanad import PluginConfig, add_filter

class Config(PluginConfig):
    def ready(self):
        add_filter("csp_sources", lambda sources: [*sources, "connect-src {HOST}"])
"""
    make("counter", {"apps.py": apps})
    with activate_for_tests("counter"):
        assert HOST in policy_of(client)["connect-src"]
    with activate_for_tests():
        assert policy_of(client)["connect-src"] == {"'self'"}


def test_a_filter_that_fails_leaves_the_policy_as_it_is(home, client, make):
    apps = """
from sanad import PluginConfig, add_filter

class Config(PluginConfig):
    def ready(self):
        add_filter("csp_sources", lambda sources: 1 / 0)
"""
    make("counter", {"apps.py": apps})
    with isolated_hooks(strict=False), activate_for_tests("counter"):
        assert policy_of(client)["connect-src"] == {"'self'"}

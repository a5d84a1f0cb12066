"""The bare address of the site leads to a language, and only what was worded by `Accept-Language` varies with it."""

from __future__ import annotations

import pytest

from kb.models import CategoryPage
from tests.factories import add_page

pytestmark = pytest.mark.django_db


def onward(client, language, **extra) -> str:
    return client.get("/", headers={"accept-language": language}, **extra).headers["Location"]


def test_a_language_without_a_home_leads_down_its_chain(homes, settings, client):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}
    homes["fa"].unpublish()
    assert onward(client, "fa") == "/ar/"


def test_the_choice_of_the_switcher_comes_before_the_browser(homes, client):
    client.cookies["django_language"] = "id"
    assert onward(client, "ar") == "/id/"


def test_what_somebody_told_their_account_comes_before_the_browser(homes, client, customer):
    customer.preferred_language = "fa"
    customer.save()
    client.force_login(customer)
    assert onward(client, "ar") == "/fa/"


def test_the_choice_of_the_switcher_comes_before_the_account(homes, client, customer):
    customer.preferred_language = "fa"
    customer.save()
    client.force_login(customer)
    client.cookies["django_language"] = "id"
    assert onward(client, "ar") == "/id/"


@pytest.mark.parametrize("cookie", ["xx", "", "../en", "en\x00"])
def test_a_cookie_of_no_language_is_passed_over(homes, client, cookie):
    client.cookies["django_language"] = cookie
    assert onward(client, "ar") == "/ar/"


def test_the_bare_address_varies_with_the_browsers_languages(homes, client):
    assert "Accept-Language" in client.get("/").headers["Vary"]


@pytest.mark.parametrize(
    "path", ["/en/", "/ar/returns/", "/en/there-is-none/", "/sitemap.xml", "/robots.txt", "/brand/ff8800.css"]
)
def test_nothing_else_that_caches_keep_does(homes, client, path):
    add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    assert "Accept-Language" not in client.get(path).headers.get("Vary", "")


def test_a_missing_address_without_a_language_does_for_it_is_worded(homes, client):
    assert "Accept-Language" in client.get("/there-is-none/").headers["Vary"]

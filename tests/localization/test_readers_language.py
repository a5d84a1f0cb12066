"""`/` leads to the reader's language, and the switcher never leads to a 404."""

from __future__ import annotations

import re
from html import unescape

import pytest

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

pytestmark = pytest.mark.django_db
SWITCHER = re.compile(r'<a [^>]*?hreflang="(\w+)"[^>]*?href="([^"]+)"|<a [^>]*?href="([^"]+)"[^>]*?hreflang="(\w+)"')


def switcher(response) -> dict[str, str]:
    found = {}
    for code, url, other_url, other_code in SWITCHER.findall(response.content.decode()):
        found[code or other_code] = unescape(url or other_url)
    return found


@pytest.mark.parametrize(
    ("header", "target"),
    [("ar,en;q=0.5", "/ar/"), ("fa-IR", "/fa/"), ("id", "/id/"), ("de", "/en/"), ("", "/en/"), ("xx-\x7f;q=9", "/en/")],
)
def test_the_root_leads_to_the_readers_language(homes, client, header, target):
    assert client.get("/", headers={"accept-language": header}).headers["Location"] == target


def test_a_language_whose_home_is_a_draft_is_not_offered(homes, client):
    homes["fa"].unpublish()
    assert client.get("/", headers={"accept-language": "fa"}).headers["Location"] == "/en/"
    assert "fa" not in switcher(client.get("/en/"))


def test_the_switcher_leads_to_the_translation(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=english.translation_key)
    assert switcher(client.get("/en/returns/"))["ar"] == "/ar/irja/"


def test_without_a_translation_it_leads_to_the_nearest_translated_ancestor(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    add_page(homes["ar"], CategoryPage, "الإرجاع", slug="irja", translation_key=english.translation_key)
    add_page(english, ArticlePage, "Only English", slug="only-english")
    found = switcher(client.get("/en/returns/only-english/"))
    assert found["ar"] == "/ar/irja/"
    assert found["fa"] == "/fa/"


def test_a_translation_the_reader_may_not_see_is_not_offered(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    fields = {"slug": "irja", "translation_key": english.translation_key, "audience": Audience.AGENT}
    add_page(homes["ar"], CategoryPage, "الإرجاع", **fields)
    assert switcher(client.get("/en/returns/"))["ar"] == "/ar/"


def test_every_language_of_the_switcher_answers(homes, client):
    page = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    for address in (page.link, "/en/", "/en/search/?q=parcel", "/en/account/login/"):
        for url in switcher(client.get(address)).values():
            assert client.get(url).status_code == 200, f"{address} -> {url}"


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("id", "ltr")])
def test_every_language_shows_its_own_direction(homes, client, code, direction):
    assert f'<html lang="{code}" dir="{direction}"' in client.get(f"/{code}/").content.decode()


@pytest.mark.parametrize("code", ["en", "ar", "fa", "id"])
def test_a_missing_page_is_friendly_in_every_language(homes, client, code):
    response = client.get(f"/{code}/there-is-no-such-page/")
    assert response.status_code == 404
    assert f'lang="{code}"' in response.content.decode()
    assert f'action="/{code}/search/"' in response.content.decode()


@pytest.mark.parametrize("path", ["/returns/", "/feedback/99999/", "/media/none.png", "/api/none/"])
def test_an_address_without_a_language_that_is_not_there_says_so_at_once(homes, client, path):
    response = client.get(path, headers={"accept-language": "ar"})
    assert response.status_code == 404

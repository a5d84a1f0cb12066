"""Structured data of pages: breadcrumbs, safe inside of its element, and only of pages for everybody."""

from __future__ import annotations

import json
import re

import pytest

from content.audiences import Audience
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from theme.structured import json_ld

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "\u2028alert(1)",
    '"}]}</SCRIPT >',
    "\ud800 half",
    "&lt;/script&gt;",
]


def things_in(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(found[1])["@graph"] if found else []


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_ends_the_element(title):
    markup = json_ld([{"@type": "Article", "name": title}])
    inner = markup.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inner)


def test_what_was_escaped_is_read_as_it_was():
    inner = json_ld([{"name": HOSTILE[0]}]).partition(">")[2].removesuffix("</script>")
    assert json.loads(inner)["@graph"][0]["name"] == HOSTILE[0]


@pytest.mark.django_db
def test_breadcrumbs_lead_from_the_home_page_to_the_page_itself(home, client):
    category = add_page(home, CategoryPage, "Returns", slug="returns")
    add_page(category, ArticlePage, "Send it back", slug="send")
    way = next(each for each in things_in(client.get("/en/returns/send/")) if each["@type"] == "BreadcrumbList")
    assert [(each["position"], each["name"], each["item"]) for each in way["itemListElement"]] == [
        (1, home.title, "http://testserver/en/"),
        (2, "Returns", "http://testserver/en/returns/"),
        (3, "Send it back", "http://testserver/en/returns/send/"),
    ]


@pytest.mark.django_db
def test_the_home_page_has_no_way_to_itself(home, client):
    assert things_in(client.get("/en/")) == []


@pytest.mark.django_db
def test_of_a_page_for_some_readers_search_engines_are_told_nothing(home, client, customer):
    add_page(home, CategoryPage, "Mine", slug="mine", audience=Audience.CUSTOMER)
    client.force_login(customer)
    response = client.get("/en/mine/")
    assert "Mine" in response.content.decode()
    assert things_in(response) == []
    assert "og:title" not in response.content.decode()


@pytest.mark.django_db
def test_an_untranslated_copy_leaves_that_to_its_source(homes, client):
    english = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    english.copy_for_translation(homes["ar"].locale, alias=True)
    assert things_in(client.get("/ar/returns/")) == []

"""The search page and its suggestions, as a browser gets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.audiences import Audience

pytestmark = pytest.mark.django_db

ENGINE_AND_CHECK = 4
"""Queries of a search: with all words, with any, in other languages, and one that checks every hit."""
CHROME = 2


@pytest.fixture
def filled(center):
    category = center.page("Returns & refunds")
    for number in range(12):
        center.page(f"Refund number {number}", parent=category, summary="Five <days> & nights.")
    center.page("سياسة الاسترجاع", language="ar")
    center.settle()
    return center


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_search_shows_titles_marks_and_the_category(client, filled):
    page = html(client, "/en/search/?q=refunds")

    assert "<mark>Refund</mark> number" in page
    assert "Returns &amp; refunds" in page
    assert "Five &lt;days&gt; &amp; nights." in page


def test_the_number_of_results_is_told(client, filled):
    assert "13 results" in html(client, "/en/search/?q=refund")


def test_the_second_page_has_the_rest(client, filled):
    first, second = html(client, "/en/search/?q=refund"), html(client, "/en/search/?q=refund&page=2")

    assert (first.count('<li class="result'), second.count('<li class="result')) == (10, 3)
    assert "?q=refund&amp;page=2" in first


def test_another_form_finds_the_page_in_arabic(client, filled):
    assert "سياسة" in html(client, "/ar/search/?q=السياسات")


def test_results_in_other_languages_are_offered_when_there_is_little(client, filled):
    page = html(client, "/fa/search/?q=refund")

    assert 'id="elsewhere"' in page
    assert 'lang="en"' in page


def test_an_empty_search_shows_the_field_only(client, filled):
    page = html(client, "/en/search/")

    assert 'role="search"' in page
    assert 'class="empty"' not in page


def test_nothing_found_leads_on(client, filled):
    page = html(client, "/en/search/?q=purple+elephants")

    assert "Nothing found for “<bdi>purple elephants</bdi>”" in page
    assert 'href="?q=elephants"' in page
    assert 'href="/en/"' in page


def test_what_was_typed_is_escaped(client, filled):
    page = html(client, "/en/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query",
    ["page=abc", "page=-1", "page=" + "9" * 500, "page=%D9%A3", "in=x", "in=99999999", "kind=%00", "kind=" + "x" * 5000, "q=%00"],
)
def test_a_strange_address_still_answers(client, filled, query):
    html(client, f"/en/search/?q=refund&{query}")


def test_only_reading_is_allowed(client, filled):
    assert client.post("/en/search/?q=refund").status_code == 405


def test_robots_stay_out(client, filled):
    assert client.get("/en/search/?q=refund")["X-Robots-Tag"] == "noindex"


def test_no_shared_cache_keeps_the_page(client, filled, django_user_model):
    assert client.get("/en/search/?q=refund")["Cache-Control"] == "no-cache"
    client.force_login(django_user_model.objects.create(username="somebody"))
    assert client.get("/en/search/?q=refund")["Cache-Control"] == "private, no-store"


def test_the_page_carries_no_token_and_no_inline_script(client, filled):
    page = html(client, "/en/search/?q=refund")

    assert "csrf" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("query", ["refund", "refund elephants", "elephants", "number 3"])
def test_a_search_needs_few_queries(client, filled, query):
    client.get(f"/en/search/?q={query}")  # fills what the process keeps
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/en/search/?q={query}")

    assert len(captured) <= ENGINE_AND_CHECK + CHROME, "\n".join(each["sql"][:200] for each in captured)


def test_suggestions_are_titles_with_addresses(client, filled):
    found = client.get("/en/search/suggest/?q=refund number 1").json()["suggestions"]

    assert {each["title"] for each in found} == {"Refund number 1", "Refund number 10", "Refund number 11"}
    assert [client.get(each["url"]).status_code for each in found] == [200, 200, 200]


def test_one_letter_suggests_nothing(client, filled):
    assert client.get("/en/search/suggest/?q=r").json() == {"suggestions": []}


def test_suggestions_hide_what_is_for_agents(client, center):
    center.page("Refund secrets", audience=Audience.AGENT)
    center.settle()

    assert client.get("/en/search/suggest/?q=refund").json() == {"suggestions": []}

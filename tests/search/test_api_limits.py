"""How often one reader may ask, and what caches may keep of the answers."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from content.audiences import Audience

pytestmark = pytest.mark.django_db

SEARCH = "/api/search/?q=refund&language=en"
SUGGEST = "/api/suggest/?q=refund&language=en"
TYPING = "/en/search/suggest/?q=refund"
PAGE = "/en/search/?q=refund"


@pytest.fixture
def page(center):
    found = center.page("Refund times")
    center.settle()
    return found


@pytest.fixture
def strict(settings, monkeypatch):
    """Two searches and three suggestions a minute, all in the same minute."""
    settings.SANAD_SEARCH_LIMIT, settings.SANAD_SUGGEST_LIMIT, settings.SANAD_SEARCH_PAGE_LIMIT = 2, 3, 2
    monkeypatch.setattr("accounts.throttle.time.time", lambda: 1_700_000_015.0)


def statuses(client, path, times, **extra):
    return [client.get(path, **extra).status_code for _each in range(times)]


class TestLimits:
    @pytest.mark.parametrize(("path", "allowed"), [(SEARCH, 2), (SUGGEST, 3), (TYPING, 3)])
    def test_one_more_than_allowed_is_refused(self, client, page, strict, path, allowed):
        assert statuses(client, path, allowed + 1) == [200] * allowed + [429]

    @pytest.mark.parametrize("path", [SEARCH, SUGGEST, TYPING])
    def test_a_refusal_says_when_to_come_back(self, client, page, strict, path):
        statuses(client, path, 3)
        response = client.get(path)
        assert response["Retry-After"] == "25"
        assert response.json() == {"detail": "Too many searches. Please try again in 25 seconds."}
        assert response["Cache-Control"] == "no-store"

    def test_pages_are_counted_as_well(self, client, page, strict):
        assert statuses(client, PAGE, 3) == [200, 200, 429]

    def test_a_refused_page_is_one_for_people(self, client, page, strict):
        statuses(client, PAGE, 2)
        response = client.get(PAGE)
        assert (response["Retry-After"], response["Cache-Control"]) == ("25", "no-store")
        assert "Please try again in 25 seconds." in response.content.decode()

    def test_a_refused_page_keeps_what_was_asked(self, client, page, strict):
        statuses(client, PAGE, 2)
        assert 'value="lost &quot;card&quot;"' in client.get("/en/search/?q=lost+%22card%22").content.decode()

    def test_a_refused_page_speaks_the_readers_language(self, client, page, strict):
        statuses(client, "/ar/search/?q=refund", 2)
        assert '<html lang="ar" dir="rtl"' in client.get("/ar/search/?q=refund").content.decode()

    def test_pages_have_a_count_of_their_own(self, client, page, strict):
        statuses(client, PAGE, 3)
        assert client.get(SEARCH).status_code == 200

    def test_both_ways_to_suggestions_count_together(self, client, page, strict):
        assert statuses(client, SUGGEST, 2) + statuses(client, TYPING, 2) == [200, 200, 200, 429]

    def test_suggestions_do_not_use_up_searches(self, client, page, strict):
        statuses(client, SUGGEST, 4)
        assert client.get(SEARCH).status_code == 200

    def test_another_address_counts_for_itself(self, client, page, strict):
        statuses(client, SEARCH, 3)
        assert client.get(SEARCH, REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_a_made_up_header_does_not_help(self, client, page, strict):
        statuses(client, SEARCH, 2)
        assert client.get(SEARCH, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 429

    def test_who_is_signed_in_does_not_share_the_address(self, client, page, strict, customer):
        statuses(client, SEARCH, 3)
        signed_in = Client()
        signed_in.force_login(customer)
        assert statuses(signed_in, SEARCH, 3) == [200, 200, 429]

    @pytest.mark.parametrize(("path", "name"), [(SEARCH, "SANAD_SEARCH_LIMIT"), (PAGE, "SANAD_SEARCH_PAGE_LIMIT")])
    def test_nought_is_no_limit(self, client, page, strict, settings, path, name):
        setattr(settings, name, 0)
        assert set(statuses(client, path, 4)) == {200}

    def test_a_cache_that_is_down_stops_nobody(self, client, page, strict, monkeypatch):
        def broken(*_arguments, **_more):
            raise ConnectionError("no cache")

        monkeypatch.setattr(cache, "add", broken)
        assert statuses(client, SEARCH, 4) == [200] * 4


class TestCaching:
    @pytest.mark.parametrize("path", [SEARCH, SUGGEST])
    def test_an_unchanged_answer_is_not_sent_again(self, client, page, path):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_caches_have_to_ask_again(self, client, page):
        assert client.get(SEARCH)["Cache-Control"] == "public, no-cache"

    def test_a_withdrawn_page_is_gone_with_the_next_question(self, client, page):
        first = client.get(SEARCH)
        page.unpublish()
        again = client.get(SEARCH, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.json()["hits"]) == (200, [])

    def test_a_setting_lets_caches_answer_for_a_while(self, client, page, settings):
        settings.SANAD_SEARCH_MAX_AGE = 30
        assert client.get(SEARCH)["Cache-Control"] == "public, max-age=30"

    @pytest.mark.parametrize("path", [SEARCH, SUGGEST])
    def test_signed_in_answers_are_nobody_elses(self, client, page, customer, settings, path):
        settings.SANAD_SEARCH_MAX_AGE = 30
        client.force_login(customer)
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-store"
        assert "ETag" not in response.headers

    @pytest.mark.parametrize("path", [SEARCH, SUGGEST])
    def test_answers_depend_on_who_asks(self, client, page, path):
        assert "Cookie" in client.get(path)["Vary"]

    def test_errors_are_not_kept(self, client, page):
        response = client.get("/api/search/?q=refund&page=abc")
        assert (response.status_code, response["Cache-Control"]) == (400, "no-store")

    @pytest.mark.parametrize("path", [SEARCH, SUGGEST])
    def test_robots_stay_out(self, client, page, path):
        assert client.get(path)["X-Robots-Tag"] == "noindex"


class TestDescription:
    @pytest.fixture
    def described(self, client):
        return client.get("/api/openapi.json").json()["paths"]

    @pytest.mark.parametrize("path", ["/api/search/", "/api/suggest/"])
    def test_every_parameter_is_explained(self, described, path):
        parameters = described[path]["get"]["parameters"]
        filters = {"kind", "base", "category", "in", "tag", "product", "updated"} if path == "/api/search/" else set()
        assert {"q", "language", *filters} <= {each["name"] for each in parameters}
        assert [each["name"] for each in parameters if not (each.get("description") or each["schema"].get("description"))] == []

    @pytest.mark.parametrize("path", ["/api/search/", "/api/suggest/"])
    def test_refusals_are_in_the_description(self, described, path):
        assert "429" in described[path]["get"]["responses"]

    @pytest.mark.parametrize("path", ["/api/search/", "/api/suggest/"])
    def test_reading_is_all_that_is_described(self, described, path):
        assert list(described[path]) == ["get"]

    def test_the_text_tells_the_grammar(self, described):
        (text,) = [each for each in described["/api/search/"]["get"]["parameters"] if each["name"] == "q"]
        assert re.search("kind:.*in:", text.get("description") or text["schema"]["description"])


@pytest.mark.parametrize("path", [SEARCH, SUGGEST, TYPING])
def test_the_api_shows_what_the_reader_may_see(client, center, agent, path):
    center.page("Refund secrets", audience=Audience.AGENT)
    center.settle()
    assert "secrets" not in client.get(path).content.decode()
    client.force_login(agent)
    assert "secrets" in client.get(path).content.decode()

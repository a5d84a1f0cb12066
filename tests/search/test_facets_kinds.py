"""Operators without words are a list of what is within them, and nobody is told of kinds that are for others."""

import re

import pytest

from content.audiences import ANONYMOUS, Audience
from search.kinds import kinds_for
from search.models import FailedQuery, SearchLogEntry
from search.preparation import prepared
from search.queries import SearchQuery
from search.rules import rules_for
from search.selectors import search_pages
from search.suggesting import suggest

pytestmark = pytest.mark.django_db


def as_asked(text, reader=ANONYMOUS, **fields):
    return prepared(SearchQuery(text, "en", **fields), reader, rules_for("en"))


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


class TestListing:
    @pytest.fixture
    def shelves(self, center):
        shelf = center.page("Returns")
        center.page("Labels", parent=shelf)
        center.page("Deadlines", parent=shelf)
        center.page("Opening hours")
        center.settle()
        return shelf

    def test_operators_alone_are_filters_without_text(self, shelves):
        asked = as_asked("kind:article")
        assert (asked.is_listing, asked.text, asked.segments, asked.filters) == (True, "", (), (("kind", ("article",)),))

    @pytest.mark.parametrize("text", ["", "  "])
    def test_filters_of_the_address_alone_are_a_listing(self, homes, text):
        assert as_asked(text, filters=(("kind", ("article",)),), updated="week").is_listing

    @pytest.mark.parametrize("text", ["?!", '""'])
    def test_signs_without_words_begin_no_search(self, homes, text):
        assert as_asked(text, filters=(("kind", ("article",)),)) is None

    @pytest.mark.parametrize("text", ["in:nowhere", "kind:nonsense"])
    def test_what_is_not_understood_is_words(self, homes, text):
        asked = as_asked(text)
        assert (asked.is_listing, asked.text) == (False, text)

    def test_words_beside_operators_are_looked_for(self, shelves):
        assert not as_asked("kind:article labels").is_listing

    def test_the_page_lists_everything_within(self, client, shelves):
        page = html(client, "/en/search/?q=in:returns")
        assert "2 results" in page
        assert "Labels" in page and "Deadlines" in page and "Opening hours" not in page

    def test_the_newest_stand_first(self, client, shelves):
        page = html(client, "/en/search/?q=in:returns")
        assert "Newest first" in page and "Best match first" not in page
        assert page.index("Deadlines") < page.index("Labels")

    def test_what_was_typed_stays_in_the_field(self, client, shelves):
        assert 'value="in:returns"' in html(client, "/en/search/?q=in:returns")

    def test_it_is_corrected_and_translated_by_nobody(self, shelves):
        found = search_pages(SearchQuery("tag:labls", "en"), ANONYMOUS)
        assert (found.did_you_mean, found.is_tolerant, found.elsewhere, found.hits) == ("", False, (), ())

    def test_an_empty_list_asks_for_no_other_spelling(self, client, shelves):
        page = html(client, "/en/search/?q=tag:purple")
        assert "Nothing found" in page
        assert "Look at the spelling" not in page and "without filters" not in page

    @pytest.mark.parametrize("address", ["/en/search/?q=tag:purple", "/api/search/?q=tag:purple&language=en"])
    def test_it_is_not_logged(self, client, shelves, address):
        client.get(address)
        assert not SearchLogEntry.objects.exists() and not FailedQuery.objects.exists()

    def test_it_suggests_nothing(self, shelves):
        assert suggest("in:returns", "en", ANONYMOUS) == []

    def test_it_holds_what_the_reader_may_see(self, client, center):
        center.page("Secret labels", audience=Audience.AGENT)
        center.page("Labels")
        center.settle()
        assert "Secret" not in html(client, "/en/search/?q=kind:article")


class TestKindsOfOthers:
    def test_visitors_and_customers_have_no_kinds_of_the_wiki(self, homes):
        assert not {"policy", "exception", "space", "wiki"} & {*kinds_for(Audience.PUBLIC), *kinds_for(Audience.CUSTOMER)}
        assert {"article", "faq"} <= {*kinds_for(Audience.PUBLIC)}

    def test_agents_have_them(self, homes):
        assert {"policy", "exception", "space", "wiki"} <= {*kinds_for(Audience.AGENT)}

    @pytest.mark.parametrize("kind", ["exception", "Exceptions"])
    def test_to_a_visitor_they_are_words(self, homes, kind):
        asked = as_asked(f"kind:{kind} refund")
        assert (asked.filters, asked.segments) == ((), ((f"refund {kind}",),))

    def test_to_an_agent_they_are_operators(self, homes, agent_reader):
        assert as_asked("kind:exception refund", agent_reader).filters == (("kind", ("exception",)),)

    def test_a_visitor_who_asks_for_policies_means_published_ones(self, homes):
        assert as_asked("kind:policy refund").filters == (("kind", ("public_policy",)),)

    def test_an_agent_who_asks_for_policies_means_all(self, homes, agent_reader):
        [(_facet, kinds)] = as_asked("kind:policy refund", agent_reader).filters
        assert {*kinds} == {"policy", "public_policy"}

    @pytest.mark.parametrize("address", ["q=refund&kind={}", "q=kind:{}", "q=refund+kind:{}"])
    def test_a_hidden_kind_and_an_unknown_one_get_the_same_page(self, client, center, address):
        center.page("Refund times")
        center.settle()
        pages = [html(client, f"/en/search/?{address.format(kind)}").replace(kind, "KIND") for kind in ("exception", "xxception")]
        hidden, unknown = (re.sub('data-token="[^"]*"', "", page) for page in pages)  # it names the row of the log
        assert hidden == unknown
        assert "Exceptions" not in hidden

    def test_the_api_answers_both_alike(self, client, center):
        center.page("Refund times")
        center.settle()
        hidden, unknown = (client.get(f"/api/search/?q=refund&language=en&kind={kind}").json() for kind in ("policy", "xolicy"))
        assert hidden == unknown

"""What a reader gets: the engines' proposals with the editors' rules, other spellings, other languages."""

from __future__ import annotations

import pytest

from content.audiences import Audience
from kb.models import CategoryPage
from search import selectors, spelling
from search.models import HiddenResult, PromotedResult, SynonymSet
from search.queries import PAGE_SIZE, SearchQuery
from search.spelling import vocabulary
from search.suggesting import suggest
from tests.factories import add_page

pytestmark = pytest.mark.django_db


def titles(text, reader, language="en", **more):
    return [hit.page.title for hit in selectors.search_pages(SearchQuery(text, language, **more), reader).hits]


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def site(request, center):
    """A help center whose searches are answered by each engine in turn."""
    if request.param == "elasticsearch":
        request.getfixturevalue("with_elasticsearch")
    return center


class TestGrammar:
    def test_a_phrase_is_found_as_it_stands(self, site, anonymous):
        site.page("Gift card", summary="How to use a gift card.")
        site.page("Card", summary="A card for your gift.")
        site.settle()

        assert titles('"gift card"', anonymous) == ["Gift card"]

    def test_in_narrows_to_a_category_by_its_address_or_title(self, site, homes, anonymous):
        billing = site.page("Billing")
        site.page("Refund of a bill", parent=billing)
        site.page("Refund of a parcel")
        site.settle()

        assert titles("in:billing refund", anonymous) == ["Refund of a bill"]
        assert titles("refund in:Billing", anonymous) == ["Refund of a bill"]

    def test_a_category_that_is_not_there_is_words(self, site, anonymous):
        site.page("Stay in Berlin")
        site.settle()

        assert titles("stay in:berlin", anonymous) == ["Stay in Berlin"]

    def test_a_kind_is_known_by_the_name_that_readers_see(self, site, anonymous):
        site.page("Refund")
        site.settle()

        assert titles("kind:article refund", anonymous) == ["Refund"]
        assert titles("kind:faq refund", anonymous) == []

    def test_a_category_the_reader_may_not_see_is_words(self, site, anonymous):
        secret = site.page("Secrets", audience=Audience.AGENT)
        site.page("Refund", parent=secret)
        site.settle()

        assert selectors.search_pages(SearchQuery("in:secrets refund", "en"), anonymous).query.filters == ()


class TestRules:
    def test_a_synonym_is_in_force_with_the_next_query(self, site, anonymous):
        site.page("Terminate the contract")
        site.settle()
        assert titles("cancel subscription", anonymous) == []
        SynonymSet.objects.create(language="en", terms="cancel subscription\nterminate contract")

        assert titles("cancel subscription", anonymous) == ["Terminate the contract"]

    def test_a_quoted_phrase_has_no_synonyms(self, site, anonymous):
        site.page("Terminate the contract")
        site.settle()
        SynonymSet.objects.create(language="en", terms="cancel subscription\nterminate contract")

        assert titles('"cancel subscription"', anonymous) == []

    def test_a_promoted_page_comes_first_and_is_counted(self, site, anonymous):
        site.page("Refund times")
        promoted = site.page("Returns at Christmas")
        site.settle()
        PromotedResult.objects.create(language="en", queries="refunds", page=promoted)
        found = selectors.search_pages(SearchQuery("refund", "en"), anonymous)

        assert [(hit.page.title, hit.is_promoted) for hit in found.hits] == [
            ("Returns at Christmas", True),
            ("Refund times", False),
        ]
        assert found.total == 2

    def test_a_promoted_page_stands_there_once(self, site, anonymous):
        promoted = site.page("Refund times")
        site.settle()
        PromotedResult.objects.create(language="en", queries="refund", page=promoted)

        assert titles("refund", anonymous) == ["Refund times"]

    def test_who_may_not_see_a_promoted_page_does_not(self, site, anonymous):
        promoted = site.page("Refund times", audience=Audience.AGENT)
        site.settle()
        PromotedResult.objects.create(language="en", queries="refund", page=promoted)
        found = selectors.search_pages(SearchQuery("refund", "en"), anonymous)

        assert (found.hits, found.total) == ((), 0)

    def test_a_hidden_page_is_gone_and_not_counted(self, site, anonymous):
        hidden = site.page("Refund times")
        site.page("Refund of gifts")
        site.settle()
        HiddenResult.objects.create(language="en", queries="refund", page=hidden)
        found = selectors.search_pages(SearchQuery("refund", "en"), anonymous)

        assert ([hit.page.title for hit in found.hits], found.total) == (["Refund of gifts"], 1)

    def test_a_page_hidden_from_all_queries_is_not_suggested(self, site, anonymous):
        hidden = site.page("Refund times")
        site.settle()
        HiddenResult.objects.create(language="en", queries="", page=hidden)

        assert suggest("refu", "en", anonymous) == []


class TestSpelling:
    @pytest.fixture(autouse=True)
    def fresh(self):
        """Every process keeps the words it knows; the next test has others."""
        vocabulary.forget()
        yield
        vocabulary.forget()

    def test_a_misspelled_word_finds_what_was_meant(self, site, anonymous):
        site.page("Password forgotten")
        site.settle()
        spelling.vocabulary_refresh()
        found = selectors.search_pages(SearchQuery("pasword forgoten", "en"), anonymous)

        assert ([hit.page.title for hit in found.hits], found.is_tolerant) == (["Password forgotten"], True)
        assert found.did_you_mean == "password forgotten"

    def test_a_word_that_finds_enough_is_left_alone(self, site, anonymous):
        for number in range(4):
            site.page(f"Refund {number}")
        site.page("Refuse")
        site.settle()
        spelling.vocabulary_refresh()
        found = selectors.search_pages(SearchQuery("refund", "en"), anonymous)

        assert (found.did_you_mean, found.is_tolerant) == ("", False)

    def test_what_others_only_may_read_is_never_meant(self, site, anonymous):
        site.page("Project Zephyrus", audience=Audience.AGENT)
        site.settle()
        spelling.vocabulary_refresh()
        found = selectors.search_pages(SearchQuery("zephirus", "en"), anonymous)

        assert (found.hits, found.did_you_mean) == ((), "")


class TestLanguages:
    def test_other_languages_are_counted_and_shown_when_there_is_little(self, site, anonymous):
        site.page("Zattoo", language="id")
        site.settle()
        found = selectors.search_pages(SearchQuery("zattoo", "en"), anonymous)

        assert [(hit.language, hit.page.title) for hit in found.elsewhere] == [("id", "Zattoo")]
        assert [(each.code, each.count) for each in found.languages] == [("id", 1)]


class TestAgents:
    def test_a_leading_kind_comes_first_for_agents_only(self, site, agent_reader, anonymous, monkeypatch):
        monkeypatch.setattr("search.preparation._leading", ["category"])
        for number in range(3):
            site.page(f"Refund {number}", summary="refund refund refund")
        add_page(site.homes["en"], CategoryPage, "All about money", summary="Also the refund.")
        site.settle()

        assert titles("refund", agent_reader)[0] == "All about money"
        assert titles("refund", anonymous)[0] != "All about money"


class TestPromotedPages:
    def test_a_promoted_page_makes_no_empty_last_page(self, center, anonymous):
        for number in range(PAGE_SIZE):
            center.page(f"Refund {number}")
        first = center.page("Ways to pay")
        PromotedResult.objects.create(language="en", queries="refund", page=first)
        center.settle()
        found = selectors.search_pages(SearchQuery("refund", "en"), anonymous)
        assert (found.total, len(found.hits), found.pages) == (PAGE_SIZE + 1, PAGE_SIZE + 1, 1)

    def test_a_promoted_page_alone_is_one_page(self, center, anonymous):
        PromotedResult.objects.create(language="en", queries="refund", page=center.page("Ways to pay"))
        center.settle()
        assert selectors.search_pages(SearchQuery("refund", "en"), anonymous).pages == 1


def test_filters_of_the_address_alone_list_what_is_within_them(center, anonymous):
    center.page("Ways to pay")
    center.settle()
    found = selectors.search_pages(SearchQuery("", "en", filters=(("kind", ("article",)),)), anonymous)
    assert [hit.page.title for hit in found.hits] == ["Ways to pay"]

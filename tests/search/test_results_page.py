"""The search page and its suggestions, as a browser gets them."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.audiences import Audience
from search.models import PromotedResult

pytestmark = pytest.mark.django_db

ENGINE_AND_CHECK = 4
"""With all words here and in other languages, with any, texts of hits that follow, the check of every hit."""
RULES = 1
SPELLING = 2
"""Where little is found: whether the words are known, and those that may have been meant."""
LOG = 3
"""One row, within a savepoint."""
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


def test_the_next_page_is_no_part_of_a_chain_of_typing(client, filled):
    assert 'href="?q=refund&amp;page=2"' in html(client, "/en/search/?q=refund&chain=00000000-0000-4000-8000-000000000000")


def test_another_form_finds_the_page_in_arabic(client, filled):
    assert "سياسة" in html(client, "/ar/search/?q=السياسات")


def test_results_in_other_languages_are_offered_when_there_is_little(client, filled):
    page = html(client, "/fa/search/?q=refund")

    assert 'id="elsewhere"' in page
    assert 'lang="en"' in page


def test_an_empty_search_shows_pages_that_help(client, center):
    cache.clear()
    center.article("All about refunds", ("rich_text", "<p>How money comes back.</p>"))
    center.settle()
    page = html(client, "/en/search/")

    assert 'role="search"' in page
    assert 'class="empty"' not in page
    assert "Pages that may help" in page
    assert "All about refunds" in page


def test_an_empty_search_shows_what_others_search(client, filled, monkeypatch):
    monkeypatch.setattr("search.log.popular._cached", lambda language, side: [("gift card", ("gift", "card"))])
    page = html(client, "/en/search/")

    assert '<a class="chip" dir="auto" href="?q=gift%20card">gift card</a>' in page


def test_nothing_found_leads_on(client, filled):
    page = html(client, "/en/search/?q=purple+elephants")

    assert "Nothing found for “<bdi>purple elephants</bdi>”" in page
    assert 'href="/en/"' in page


def test_what_was_typed_is_escaped(client, filled):
    page = html(client, "/en/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query",
    ["page=abc", "page=-1", "page=" + "9" * 500, "page=%D9%A3", "in=x", "in=99999999", "kind=%00", "kind=" + "x" * 5000, "q=%00"],
)
def test_a_strange_address_still_answers(client, filled, query):
    assert client.get(f"/en/search/?q=refund&{query}", follow=True).status_code == 200


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

    assert len(captured) <= RULES + ENGINE_AND_CHECK + SPELLING + LOG + CHROME, "\n".join(each["sql"][:200] for each in captured)


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


class TestFilters:
    @pytest.fixture
    def narrowed(self, center):
        returns, delivery = center.page("Returns"), center.page("Delivery")
        for number in range(3):
            center.page(f"Refund number {number}", parent=returns)
        center.page("Refund of delivery costs", parent=delivery)
        center.settle()
        return returns

    def test_a_category_narrows_the_results(self, client, narrowed):
        page = html(client, f"/en/search/?q=refund&category={narrowed.pk}")
        assert "3 results" in page
        assert "delivery costs" not in page

    def test_every_value_tells_how_many_results_it_has(self, client, narrowed):
        page = " ".join(html(client, "/en/search/?q=refund").split())
        assert f'value="{narrowed.pk}"> <span><bdi>Returns</bdi></span> <span class="count">3</span>' in page

    def test_what_is_chosen_stands_above_the_results_and_can_be_taken_away(self, client, narrowed):
        page = html(client, f"/en/search/?q=refund&category={narrowed.pk}&updated=year&page=1")
        assert f'href="?q=refund&amp;category={narrowed.pk}"' in page
        assert 'href="?q=refund&amp;updated=year"' in page

    def test_everything_can_be_taken_away_at_once(self, client, narrowed):
        page = html(client, f"/en/search/?q=refund&category={narrowed.pk}&updated=year")
        assert re.search(r'chip--clear"\s+href="\?q=refund"', page)

    def test_the_short_name_of_the_category_is_understood(self, client, narrowed):
        page = html(client, f"/en/search/?q=refund&in={narrowed.pk}")
        assert "3 results" in page
        assert 'class="chip chip--chosen" href="?q=refund"' in page

    def test_the_address_is_all_that_is_needed(self, client, narrowed):
        address = f"/en/search/?q=refund&category={narrowed.pk}&updated=year"
        assert html(client, address) == html(type(client)(), address)

    def test_filters_that_leave_nothing_stay_in_sight(self, client, narrowed):
        page = html(client, "/en/search/?q=refund&tag=purple")
        assert "Nothing found" in page
        assert "<bdi>purple</bdi>" in page

    def test_a_typed_filter_is_a_chip_that_can_be_taken_away(self, client, narrowed):
        page = html(client, "/en/search/?q=refund+in:returns")
        assert "3 results" in page
        assert 'class="chip chip--chosen" href="?q=refund"' in page

    def test_a_typed_filter_is_a_box_that_can_be_unticked(self, client, narrowed):
        page = html(client, "/en/search/?q=refund+in:returns+kind:article")
        form = page[page.index("data-filters") :]
        assert '<input type="hidden" name="q" value="refund">' in form
        assert f'name="category" value="{narrowed.pk}" checked' in form

    def test_a_chip_leaves_the_other_typed_filters(self, client, narrowed):
        page = html(client, "/en/search/?q=refund+in:returns+kind:article")
        assert f'href="?q=refund&amp;category={narrowed.pk}"' in page
        assert 'href="?q=refund&amp;kind=article"' in page

    def test_a_ticked_value_takes_the_place_of_a_typed_one(self, client, narrowed):
        page = html(client, "/en/search/?q=refund+kind:faq&kind=article")
        assert "4 results" in page
        assert page.count("chip--chosen") == 1

    def test_what_is_excluded_stays_typed(self, client, narrowed):
        page = html(client, "/en/search/?q=refund+kind:article+-in:delivery")
        assert "3 results" in page
        assert 'class="chip chip--chosen" href="?q=refund+-in%3Adelivery"' in page

    def test_an_exclusion_alone_lists_the_rest(self, client, narrowed):
        page = html(client, "/en/search/?q=-in:returns")
        assert "delivery costs" in page
        assert "Refund number" not in page

    def test_a_chip_of_a_listing_leaves_what_is_excluded(self, client, narrowed):
        page = html(client, "/en/search/?q=kind:article+-in:returns")
        assert 'class="chip chip--chosen" href="?q=-in%3Areturns"' in page

    def test_an_unknown_kind_is_named_with_those_that_are_known(self, client, narrowed):
        page = " ".join(html(client, "/en/search/?q=refund+kind:riddle").split())
        assert "There is no kind of page called “<bdi>riddle</bdi>”" in page
        assert '<a href="?q=refund&amp;kind=article" data-narrow>Articles</a>' in page
        assert "Policies" not in page

    def test_an_unknown_category_is_named(self, client, narrowed):
        assert "There is no category called “<bdi>moon</bdi>”" in html(client, "/en/search/?q=refund+in:moon")

    def test_a_known_kind_needs_no_word_about_it(self, client, narrowed):
        assert "There is no kind" not in html(client, "/en/search/?q=refund+kind:article")

    def test_a_long_filter_folds(self, client, center):
        for number in range(9):
            center.page(f"Refund {number}", parent=center.page(f"Shelf {number}"))
        center.settle()
        page = html(client, "/en/search/?q=refund")
        assert 'class="filters__more"' in page
        assert "3 more" in page

    def test_a_fold_with_a_choice_in_it_is_open(self, client, center):
        shelves = [center.page(f"Shelf {number}") for number in range(9)]
        for shelf in shelves:
            center.page(f"Refund {shelf.pk}", parent=shelf)
        center.settle()
        folds = ['data-fold="base" open' in html(client, f"/en/search/?q=refund&base={shelf.pk}") for shelf in shelves]
        assert folds == [False] * 6 + [True] * 3


class TestHits:
    def test_a_recommended_page_is_marked(self, client, center):
        page = center.page("Opening hours")
        center.page("Refund times")
        PromotedResult.objects.create(language="en", queries="refund", page=page)
        center.settle()
        first, _second = html(client, "/en/search/?q=refund").split('<li class="result')[1:3]
        assert "Recommended" in first and "Opening hours" in first

    def test_agents_see_what_is_internal(self, client, center, agent):
        center.page("Refund secrets", audience=Audience.AGENT)
        center.page("Refund times")
        center.settle()
        client.force_login(agent)
        marks = ["Internal" in each for each in html(client, "/en/search/?q=refund").split('<li class="result')[1:]]
        assert sorted(marks) == [False, True]

    def test_a_hit_has_its_place_among_all(self, client, filled):
        page = html(client, "/en/search/?q=refund&page=2")
        assert [f'data-place="{place}"' in page for place in (1, 10, 11, 13)] == [False, False, True, True]

    def test_a_hit_tells_its_age_in_the_readers_calendar(self, client, filled):
        persian = html(client, "/fa/search/?q=refund&language=en")
        assert re.search("\\s[۱-۳]?[۰-۹] \\w+ ۱[۴-۹][۰-۹]{2}\\s", persian)

    def test_another_language_is_named(self, client, filled):
        elsewhere = html(client, "/fa/search/?q=refund").partition('id="elsewhere"')[2]
        assert "English" in elsewhere

    def test_results_can_be_read_in_another_language(self, client, filled):
        page = html(client, "/fa/search/?q=refund&language=en")
        assert '<li class="result result--best" lang="en" dir="ltr">' in page

    def test_the_grammar_is_explained(self, client, homes):
        assert "kind:article" in html(client, "/en/search/")


@pytest.mark.parametrize("typed", ['"refund', "refund -", "kind:", "in:nowhere refund", '""', "-", "kind:kind:kind"])
def test_a_malformed_query_is_searched_as_plain_words(client, filled, typed):
    assert client.get("/en/search/", {"q": typed}).status_code == 200


def test_suggestions_tell_what_they_are(client, filled):
    found = client.get("/en/search/suggest/?q=refund number 1").json()["suggestions"]
    assert {(each["kind"], each["label"]) for each in found} == {("article", "Article")}


@pytest.mark.parametrize("text", ["\u0645\u064e", "e\u0301", "r", "👍", "  "])
def test_less_than_two_letters_suggest_nothing(client, filled, text):
    assert client.get("/en/search/suggest/", {"q": text}).json() == {"suggestions": []}


def test_a_page_beyond_the_last_leads_to_the_last(client, filled):
    response = client.get("/en/search/?q=refund&page=50")

    assert (response.status_code, response["Location"].partition("?")[2]) == (302, "q=refund&page=2")


class TestOtherLanguage:
    def test_a_category_is_the_one_of_the_language_that_is_searched(self, client, center):
        shelf = center.page("Shelf")
        center.page("Zattoo", parent=shelf)
        rak = center.page("Rak", language="id", translation_key=shelf.translation_key)
        center.page("Zattoo Indonesia", parent=rak, language="id")
        center.settle()

        assert "Zattoo Indonesia" in html(client, f"/en/search/?q=zattoo&base={shelf.pk}&language=id").replace(
            "<mark>", ""
        ).replace("</mark>", "")

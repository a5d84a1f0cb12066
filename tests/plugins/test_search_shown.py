"""What plugins do to a search: they reorder and thin what is shown, offer ways out and are told of it, and bring in nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from content.audiences import ANONYMOUS, Audience, Reader
from kb.models import ArticlePage
from plugins.hooks import add_action, add_filter
from plugins.hooks.testing import isolated_hooks
from plugins.owners import owned_by
from plugins.testing import activate_for_tests
from search.documents import kind_label, register_kind
from search.log import failed_queue_refresh, search_log
from search.log.drafts import draft_starter
from search.models.log import SearchLogEntry, Side
from search.outbox import outbox_process
from search.queries import SearchQuery
from search.selectors import SearchPage, search_pages
from search.suggesting import suggest
from search.ways_out import ways_out
from tests.factories import add_page
from tests.plugins.joining import ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def skipping():
    """What fails is skipped as on a site."""
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def article(home):
    return add_page(home, ArticlePage, "Refund", summary="Money back.")


def found(text: str, reader: Reader = ANONYMOUS, **more) -> SearchPage:
    outbox_process()
    return search_pages(SearchQuery(text, "en", **more), reader)


def titles(page: SearchPage) -> list[str]:
    return [hit.page.title for hit in page.hits]


@pytest.fixture
def two_articles(home):
    return [add_page(home, ArticlePage, f"Refund {name}") for name in ("one", "two")]


class TestQueries:
    def test_a_plugin_changes_what_is_asked(self, article):
        add_filter("search_query", lambda query: replace(query, text="refund"))

        assert titles(found("moneyback")) == ["Refund"]

    def test_nobody_is_made_an_agent(self, home):
        add_page(home, ArticlePage, "Refund for agents", audience=Audience.AGENT)
        add_filter("search_query", lambda query: replace(query, level=2, groups=None))

        assert titles(found("refund")) == []

    def test_what_editors_hide_stays_hidden(self, article):
        add_filter("search_query", lambda query: replace(query, exclude_keys=()))

        assert titles(found("refund", exclude_keys=(f"page:{article.pk}",))) == []

    def test_an_unknown_language_is_not_searched(self, article):
        add_filter("search_query", lambda query: replace(query, language="xx"))

        assert titles(found("refund")) == ["Refund"]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("updated", "decade"),
            ("updated", None),
            ("language", ["en"]),
            ("filters", None),
            ("filters", ("kind",)),
            ("filters", (("kind", "article"),)),
            ("filters", (("kind", (7,)),)),
            ("filters", (("no_such_facet", ("x",)),)),
        ],
    )
    def test_what_no_engine_can_be_asked_stays_as_it_was(self, home, article, client, name, value):
        outbox_process()
        add_filter("search_query", lambda query: replace(query, **{name: value}))

        page = client.get("/en/search/?q=refund&kind=article")
        assert [hit.page.title for hit in page.context["found"].hits] == ["Refund"]

    def test_a_value_that_no_engine_takes_is_cleaned(self, article):
        add_filter("search_query", lambda query: replace(query, filters=(("kind", ("article\x00",)),)))

        assert titles(found("refund")) == ["Refund"]


class TestResults:
    def test_a_plugin_changes_their_order(self, two_articles):
        before = titles(found("refund"))
        add_filter("search_results", lambda page: replace(page, hits=page.hits[::-1]))

        assert titles(found("refund")) == before[::-1]

    def test_what_it_leaves_out_is_not_counted(self, two_articles):
        add_filter("search_results", lambda page: replace(page, hits=page.hits[:1]))

        page = found("refund")
        assert (len(page.hits), page.total, page.full) == (1, 1, 1)

    def test_a_hit_that_nobody_has_checked_is_not_shown(self, home, article):
        secret = add_page(home, ArticlePage, "Secret", audience=Audience.AGENT)

        def bring(page: SearchPage) -> SearchPage:
            hit = page.hits[0]
            return replace(page, hits=(*page.hits, replace(hit, page=replace(hit.page, pk=secret.pk, title="Secret"))))

        add_filter("search_results", bring)

        assert titles(found("refund")) == ["Refund"]

    def test_a_hit_is_shown_as_it_was_checked(self, article):
        add_filter("search_results", lambda page: replace(page, hits=tuple(replace(hit, title="<b>") for hit in page.hits)))

        assert "Refund" in found("refund").hits[0].title

    def test_a_hit_stands_once(self, article):
        add_filter("search_results", lambda page: replace(page, hits=page.hits * 2))

        assert titles(found("refund")) == ["Refund"]

    @pytest.mark.parametrize("name", ["hits", "elsewhere"])
    @pytest.mark.parametrize("hits", [(None,), None, 7, ("a",), itertools.count()], ids=str)
    def test_what_cannot_be_read_leaves_them_as_they_were(self, article, name, hits):
        add_filter("search_results", lambda page: replace(page, **{name: hits}))

        assert titles(found("refund")) == ["Refund"]


class TestSuggestions:
    def test_a_plugin_leaves_some_out(self, two_articles):
        outbox_process()
        add_filter("search_suggestions", lambda found: found[:1])

        assert len(suggest("refu", "en", ANONYMOUS)) == 1

    def test_it_brings_none_in(self, article):
        outbox_process()
        add_filter("search_suggestions", lambda found: [*found, replace(found[0], title="Secret", url="/secret/")])

        assert [each.title for each in suggest("refu", "en", ANONYMOUS)] == ["Refund"]

    def test_one_that_cannot_be_read_leaves_them_as_they_were(self, article):
        outbox_process()
        add_filter("search_suggestions", lambda found: [replace(each, title=["Refund"]) for each in found])

        assert [each.title for each in suggest("refu", "en", ANONYMOUS)] == ["Refund"]


class TestWaysOut:
    def ways(self):
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        return [str(each.label) for each in ways_out(request, SearchPage(SearchQuery("nothing", "en")))]

    def test_a_plugin_offers_one(self, make, home):
        make("one", ready("from sanad import WayOut, register_way_out\nregister_way_out(lambda *_: WayOut('Ask', '/ask/'))"))
        with activate_for_tests("one"):
            assert "Ask" in self.ways()

    def test_an_inactive_plugin_offers_none(self, make, home):
        make("one", ready("from sanad import WayOut, register_way_out\nregister_way_out(lambda *_: WayOut('Ask', '/ask/'))"))
        with activate_for_tests():
            assert "Ask" not in self.ways()

    def test_pages_of_others_are_not_offered(self, make, home):
        add_page(home, ArticlePage, "Secret", audience=Audience.AGENT)
        body = """
        from sanad import WayOut, register_way_out
        def leak(request, found):
            from content.models import HelpPage
            return WayOut("All", pages=tuple(HelpPage.objects.filter(title="Secret")))
        register_way_out(leak)
        """
        make("one", ready(body))
        with activate_for_tests("one"):
            assert "All" not in self.ways()

    def test_one_that_exits_is_passed_over(self, make, home, skipping):
        before = self.ways()
        make("one", ready("import sys\nfrom sanad import register_way_out\nregister_way_out(lambda *_: sys.exit(3), order=1)"))
        with activate_for_tests("one"):
            assert self.ways() == before


DRAFTS = """
from sanad import register_draft_starter
register_draft_starter("Start here", lambda *, query_text, language, user: {result}, may_start=lambda user: {may})
"""


class TestDrafts:
    def starter(self, make, result: str = "(7, '/edit/')", may: str = "True"):
        make("one", ready(DRAFTS.format(result=result, may=may)))
        return draft_starter(AnonymousUser())

    def test_a_plugin_starts_them(self, make):
        with activate_for_tests("one"):
            starter = self.starter(make)
            assert starter.start(query_text="zeppelin", language="en", user=None) == (7, "/edit/")

    def test_an_inactive_plugin_does_not(self, make):
        with activate_for_tests():
            starter = self.starter(make)
            assert starter is None or starter.label != "Start here"

    @pytest.mark.parametrize("result", ["1 / 0", "7"])
    def test_one_that_fails_starts_none(self, make, skipping, result):
        with activate_for_tests("one"):
            assert self.starter(make, result).start(query_text="zeppelin", language="en", user=None) is None

    def test_one_that_cannot_tell_who_may_is_passed_over(self, make, skipping):
        with activate_for_tests("one"):
            starter = self.starter(make, may="1 / 0")
            assert starter is None or starter.label != "Start here"


class TestWhatIsTold:
    def log(self, text: str, via: str = SearchLogEntry.Via.PAGE) -> None:
        search_log(text=text, language="en", side=Side.PUBLIC, results=0, via=via)

    def test_a_search_is_told_without_personal_data(self, db):
        told = []
        add_action("search_logged", lambda **what: told.append(what))
        self.log("refund for jane@example.org")

        assert [("jane" in each["text"], "refund" in each["text"], each["results"]) for each in told] == [(False, True, 0)]

    def test_nothing_is_told_while_somebody_types(self, db):
        told = []
        add_action("search_logged", lambda **what: told.append(what))
        self.log("refund", SearchLogEntry.Via.SUGGEST)

        assert told == []

    def test_a_failed_search_is_told_once(self, db):
        told = []
        add_action("search_failed", lambda text, searches: told.append((text, searches)))
        self.log("zeppelin")
        self.log("zeppelin")
        failed_queue_refresh()
        failed_queue_refresh()

        assert told == [("zeppelin", 2)]


KIND_LABEL = """
from django.utils.functional import lazystr
from sanad import register_kind
class Bad:
    def __str__(self):
        return 1 / 0
register_kind("one__note", lazystr(Bad()), lazystr(Bad()))
"""


class TestKinds:
    def test_a_plugin_names_its_own_only(self):
        with owned_by("one"), pytest.raises(ValueError, match="must begin with 'one__'"):
            register_kind("article", "x", "y")

    def test_a_label_that_fails_is_the_name(self, make, lenient):
        make("one", ready(KIND_LABEL))
        with activate_for_tests("one"):
            assert kind_label("one__note") == "One  note"
        assert lenient() == [("one", "label of the kind one__note")]

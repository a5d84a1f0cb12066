"""What plugins do in search: they are asked while they are active, guarded, and cannot show what nobody has checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from content.audiences import ANONYMOUS, Audience, Reader
from kb.models import ArticlePage
from plugins import lifecycle
from plugins.hooks import add_action, add_filter
from plugins.hooks.testing import isolated_hooks
from plugins.owners import owned_by
from plugins.testing import activate_for_tests
from search.documents import register_kind
from search.engines.database import DatabaseEngine
from search.facets import Facet, register_facet
from search.log import failed_queue_refresh, search_log
from search.models.log import SearchLogEntry, Side
from search.outbox import outbox_process
from search.outdated import outdated_rebuild
from search.pages import load_pages
from search.queries import SearchQuery
from search.selectors import SearchPage, search_pages
from search.suggesting import suggest
from search.ways_out import ways_out
from tests.factories import add_page
from tests.plugins.joining import ready

pytestmark = pytest.mark.django_db

MORE_TEXT = """
from dataclasses import replace
from sanad import add_filter
add_filter("search_document", lambda document: replace(document, body=document.body + " xylophone"))
"""


@pytest.fixture
def skipping():
    """What fails is skipped as on a site."""
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def article(home):
    return add_page(home, ArticlePage, "Refund", summary="Money back.")


def document_of(page):
    return next(iter(load_pages([page.pk])))


def found(text: str, reader: Reader = ANONYMOUS, **more) -> SearchPage:
    outbox_process()
    return search_pages(SearchQuery(text, "en", **more), reader)


def titles(page: SearchPage) -> list[str]:
    return [hit.page.title for hit in page.hits]


class TestDocuments:
    def test_what_a_plugin_adds_is_indexed(self, make, article):
        make("one", ready(MORE_TEXT))
        with activate_for_tests("one"):
            assert "xylophone" in document_of(article).body

    def test_an_inactive_plugin_adds_nothing(self, make, article):
        make("one", ready(MORE_TEXT))
        with activate_for_tests():
            assert "xylophone" not in document_of(article).body

    @pytest.mark.parametrize(
        ("name", "value"),
        [("min_level", 0), ("required_groups", ""), ("key", "page:1"), ("language", "fa"), ("kind", "policy"), ("max_level", 0)],
    )
    def test_whose_a_document_is_stays(self, home, name, value):
        page = add_page(home, ArticlePage, "Secret", audience=Audience.AGENT)
        before = document_of(page)
        add_filter("search_document", lambda document: replace(document, **{name: value}, summary="changed"))

        after = document_of(page)
        assert (after.summary, getattr(after, name)) == ("changed", getattr(before, name))

    def test_a_document_that_no_engine_takes_is_indexed_without_the_plugin(self, article):
        add_filter("search_document", lambda document: replace(document, body=7, summary="changed"))

        assert document_of(article).summary == "Money back."


class TestTheIndexFollows:
    def test_it_is_outdated_when_a_plugin_with_a_say_comes(self, make, article):
        make("one", ready(MORE_TEXT))
        outbox_process()
        with activate_for_tests("one"):
            assert DatabaseEngine().outdated() == ["made by another version"]

    def test_it_stays_when_a_plugin_without_a_say_comes(self, make, article):
        make("one")
        outbox_process()
        with activate_for_tests("one"):
            assert DatabaseEngine().outdated() == []

    def test_filled_anew_it_finds_what_the_plugin_adds(self, make, article):
        make("one", ready(MORE_TEXT))
        outbox_process()
        with activate_for_tests("one"):
            outdated_rebuild()
            assert "Refund" in titles(found("xylophone"))

    def test_filled_anew_it_has_nothing_of_a_plugin_that_left(self, make, article):
        make("one", ready(MORE_TEXT))
        with activate_for_tests("one"):
            outbox_process()
        with activate_for_tests():
            outdated_rebuild()
            assert titles(found("xylophone")) == []

    @pytest.mark.parametrize(("files", "asked"), [(ready(MORE_TEXT), 1), ({}, 0)], ids=["with a say", "without"])
    def test_it_is_asked_for_when_the_plugin_is_switched(self, make, settings, files, asked):
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
        make("one", files)
        lifecycle.activate("one")

        assert [each.task.func.__name__ for each in _tasks()] == ["rebuild_outdated"] * asked


def _tasks():
    from django_tasks import task_backends

    return task_backends["default"].results


FACET = """
from sanad import Facet, register_facet, register_values
register_facet(Facet("one__colour", "Colour", lambda value, titles: value.title()))
register_values("one__colour", lambda ids: {pk: ["red" if pk == min(ids) else "blue"] for pk in ids})
"""


@pytest.fixture
def two_articles(home):
    return [add_page(home, ArticlePage, f"Refund {name}") for name in ("one", "two")]


class TestFacets:
    def facet(self, page: SearchPage):
        return next((each for each in page.facets if each.name == "one__colour"), None)

    def test_results_can_be_narrowed_by_it(self, make, two_articles):
        make("one", ready(FACET))
        with activate_for_tests("one"):
            narrowed = found("refund", filters=(("one__colour", ("red",)),))
            assert len(narrowed.hits) == 1

    def test_its_values_are_shown(self, make, two_articles):
        make("one", ready(FACET))
        with activate_for_tests("one"):
            assert {option.label for option in self.facet(found("refund")).options} == {"Red", "Blue"}

    def test_it_is_gone_at_once_when_the_plugin_is_switched_off(self, make, two_articles):
        make("one", ready(FACET))
        with activate_for_tests("one"):
            outbox_process()
        with activate_for_tests():
            assert self.facet(found("refund")) is None

    def test_a_name_without_the_slug_is_refused(self):
        with owned_by("one"), pytest.raises(ValueError, match="must begin with 'one__'"):
            register_facet(Facet("colour", "Colour", lambda value, titles: value))

    def test_labels_that_fail_cost_the_facet_only(self, make, two_articles, skipping):
        make("one", ready(FACET.replace("value.title()", "1 / 0")))
        with activate_for_tests("one"):
            page = found("refund")
            assert (self.facet(page), len(page.hits)) == (None, 2)

    def test_values_that_fail_cost_no_page_its_place(self, make, two_articles, skipping):
        make("one", ready(FACET.replace("for pk in ids})", "for pk in nothing})")))
        with activate_for_tests("one"):
            assert len(found("refund").hits) == 2


MEASURE = "from sanad import register_measure\nregister_measure('views', lambda ids: dict.fromkeys(ids, 7))"


class TestMeasures:
    def test_a_plugin_moves_pages(self, make, article):
        make("one", ready(MEASURE.replace("7", "0.5")))
        with activate_for_tests("one"):
            assert document_of(article).views == 0.5

    def test_it_cannot_say_more_than_one(self, make, article):
        make("one", ready(MEASURE))
        with activate_for_tests("one"):
            assert document_of(article).views == 1.0

    def test_a_measure_that_fails_moves_nothing(self, make, article, skipping):
        make("one", ready(MEASURE.replace("7", "'much'")))
        with activate_for_tests("one"):
            assert document_of(article).views == 0.0


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


class TestSuggestions:
    def test_a_plugin_leaves_some_out(self, two_articles):
        outbox_process()
        add_filter("search_suggestions", lambda found: found[:1])

        assert len(suggest("refu", "en", ANONYMOUS)) == 1

    def test_it_brings_none_in(self, article):
        outbox_process()
        add_filter("search_suggestions", lambda found: [*found, replace(found[0], title="Secret", url="/secret/")])

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
        make("one", ready("import sys\nfrom sanad import register_way_out\nregister_way_out(lambda *_: sys.exit(3), order=1)"))
        with activate_for_tests("one"):
            assert self.ways() == []


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


class TestKinds:
    def test_a_plugin_names_its_own_only(self):
        with owned_by("one"), pytest.raises(ValueError, match="must begin with 'one__'"):
            register_kind("article", "x", "y")

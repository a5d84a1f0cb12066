"""Nobody finds, counts or is offered what they may not see, whatever the index says."""

import pytest

from content.audiences import Audience, Reader
from content.models import HelpPage
from search import selectors
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.outbox import outbox_add, outbox_process
from search.queries import SearchQuery
from search.suggesting import suggest

pytestmark = pytest.mark.django_db


def search(text, reader, **more):
    return selectors.search_pages(SearchQuery(text, "en", **more), reader)


def titles(found):
    return {hit.page.title for hit in found.hits}


def total(found):
    return (found.total, sum(found.counts["kind"].values()))


@pytest.fixture
def guarded(center):
    """One page for each audience, and an article with a passage for agents."""
    center.page("Refund for all")
    center.page("Refund for customers", audience=Audience.CUSTOMER)
    center.page("Refund for agents", audience=Audience.AGENT)
    center.article(
        "Refund by article",
        ("rich_text", "<p>Money comes back.</p>"),
        ("audience", {"audience": 2, "body": [{"type": "rich_text", "value": "<p>Agents may waive ninety.</p>"}]}),
    )
    center.settle()
    return center


PUBLIC = {"Refund for all", "Refund by article"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Audience.PUBLIC, PUBLIC),
        (Audience.CUSTOMER, PUBLIC | {"Refund for customers"}),
        (Audience.AGENT, PUBLIC | {"Refund for customers", "Refund for agents"}),
    ],
)
def test_each_audience_finds_and_counts_its_own(guarded, level, expected):
    found = search("refund", Reader(level))

    assert titles(found) == expected
    assert total(found) == (len(expected), len(expected))


@pytest.mark.parametrize("level", [Audience.PUBLIC, Audience.CUSTOMER])
def test_a_passage_for_agents_is_not_found_by_others(guarded, level):
    assert search("waive ninety", Reader(level)).total == 0


def test_a_passage_for_agents_is_found_by_agents(guarded, agent_reader):
    found = search("waive ninety", agent_reader)

    assert titles(found) == {"Refund by article"}
    assert "<mark>waive</mark>" in found.hits[0].excerpt


def test_a_passage_for_agents_is_in_no_public_document(guarded, anonymous):
    assert all("waive" not in hit.excerpt for hit in search("refund", anonymous).hits)


def test_suggestions_keep_to_the_audience(guarded, anonymous):
    assert {each.title for each in suggest("refund", "en", anonymous)} == PUBLIC


class TestStaleIndex:
    """The page changed behind the engine's back: no signal, no outbox."""

    @pytest.fixture
    def stale(self, center):
        secret = center.page("Refund secrets")
        center.page("Refund times")
        center.settle()
        HelpPage.objects.filter(pk=secret.pk).update(effective_audience=Audience.AGENT)
        return secret

    def test_the_hit_is_dropped(self, stale, anonymous):
        assert titles(search("refund", anonymous)) == {"Refund times"}

    def test_the_count_does_not_betray_it(self, stale, anonymous):
        assert total(search("refund", anonymous)) == (1, 1)

    def test_the_suggestion_is_dropped(self, stale, anonymous):
        assert [each.title for each in suggest("refu", "en", anonymous)] == ["Refund times"]

    def test_it_is_named_as_stale_and_heals(self, stale, anonymous, agent_reader):
        outbox_add(keys=search("refund", anonymous).stale_keys)
        outbox_process()
        found = DatabaseEngine().search(SearchQuery("secrets", "en"))

        assert found.total == 0
        assert titles(search("secrets", agent_reader)) == {"Refund secrets"}

    def test_an_unpublished_page_is_dropped(self, stale, agent_reader):
        HelpPage.objects.filter(pk=stale.pk).update(live=False)

        assert titles(search("refund", agent_reader)) == {"Refund times"}


def test_what_waits_in_the_outbox_is_neither_shown_nor_counted(center, anonymous):
    page = center.page("Refund times")
    center.settle()
    outbox_add(page_ids=[page.pk])
    found = search("refund", anonymous)

    assert (titles(found), total(found)) == (set(), (0, 0))


def test_documents_of_pages_that_never_were_are_dropped(center, anonymous):
    DatabaseEngine().index([Document(key="page:987654", language="en", kind="a", title="Refund ghost")])

    assert total(search("ghost", anonymous)) == (0, 0)


def test_other_languages_keep_to_the_audience_too(center, anonymous, agent_reader):
    center.page("Refund for agents", audience=Audience.AGENT)
    center.settle()
    query = SearchQuery("refund", "ar")

    assert selectors.search_pages(query, anonymous).elsewhere == ()
    assert len(selectors.search_pages(query, agent_reader).elsewhere) == 1


class TestGroups:
    @pytest.fixture
    def group_page(self, center):
        from django.contrib.auth.models import Group
        from wagtail.models import PageViewRestriction

        group = Group.objects.create(name="Returns desk")
        page = center.page("Refund desk")
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(group)
        center.settle()
        return group

    def test_a_member_finds_the_page(self, group_page):
        reader = Reader(Audience.AGENT, frozenset({group_page.pk}))

        assert titles(search("refund", reader)) == {"Refund desk"}

    def test_a_member_of_another_group_neither_finds_nor_counts_it(self, group_page):
        found = search("refund", Reader(Audience.AGENT, frozenset({group_page.pk + 1})))

        assert (titles(found), total(found)) == (set(), (0, 0))

    def test_an_agent_without_groups_does_not_find_it(self, group_page, agent_reader):
        assert titles(search("refund", agent_reader)) == set()

    def test_who_sees_all_finds_it(self, group_page):
        assert titles(search("refund", Reader(Audience.AGENT, frozenset(), sees_all=True))) == {"Refund desk"}

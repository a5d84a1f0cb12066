"""Trying a rule before it is saved: what moves, for whom, and that nothing stays behind."""

import pytest
from django.urls import reverse

from content.audiences import ANONYMOUS, Audience
from search.admin.comparing import Move
from search.admin.permissions import grant_search_permissions
from search.admin.readers import reader_choices, reader_named
from search.admin.trying import trial
from search.models import (
    FailedQuery,
    HiddenResult,
    OutboxEntry,
    PromotedResult,
    RulesVersion,
    SearchLogEntry,
    StopWordList,
    SynonymSet,
)


@pytest.fixture
def shop(center):
    """A few pages that a change can move."""
    pages = {
        "refund": center.page("How refunds work", summary="Refund of what you paid"),
        "cash": center.page("Cashback for old customers", summary="About cashback"),
        "order": center.page("Orders", summary="An order and its refund"),
    }
    center.settle()
    return pages


def titles(places):
    return [place.hit.page.title for place in places]


@pytest.mark.django_db
class TestTrials:
    def test_a_synonym_brings_a_new_page(self, shop, superuser):
        change = SynonymSet(language="en", terms="refund\ncashback")
        found = trial("refund", "en", ANONYMOUS, superuser, change).comparison

        assert "Cashback for old customers" not in titles(found.before)
        assert "Cashback for old customers" in titles(found.after)

    def test_a_changed_rule_stands_in_for_its_stored_self(self, shop, superuser):
        stored = SynonymSet.objects.create(language="en", terms="refund\ncashback")
        stored.terms = "refund\nmoney"
        found = trial("refund", "en", ANONYMOUS, superuser, stored).comparison

        assert "Cashback for old customers" in titles(found.before)
        assert "Cashback for old customers" not in titles(found.after)

    def test_switching_a_set_off_takes_its_pages_away(self, shop, superuser):
        stored = SynonymSet.objects.create(language="en", terms="refund\ncashback")
        stored.is_active = False
        found = trial("refund", "en", ANONYMOUS, superuser, stored).comparison

        assert "Cashback for old customers" not in titles(found.after)

    def test_a_promoted_page_comes_first(self, shop, superuser):
        change = PromotedResult(language="en", queries="refund", page=shop["cash"])
        found = trial("refund", "en", ANONYMOUS, superuser, change).comparison

        assert (titles(found.after)[0], found.after[0].move) == ("Cashback for old customers", Move.NEW)

    def test_a_hidden_page_is_gone(self, shop, superuser):
        change = HiddenResult(language="en", queries="refund", page=shop["refund"])
        found = trial("refund", "en", ANONYMOUS, superuser, change).comparison

        assert [place.hit.page.title for place in found.before if place.move is Move.GONE] == ["How refunds work"]

    def test_a_stop_word_widens_a_query(self, shop, superuser):
        change = StopWordList(language="en", words="kindly")
        found = trial("kindly cashback", "en", ANONYMOUS, superuser, change)

        assert found.after.query.segments == (("cashback",),)

    def test_without_a_change_both_sides_are_the_same(self, shop, superuser):
        assert trial("refund", "en", ANONYMOUS, superuser, None).comparison.moved == 0

    def test_nothing_is_saved_and_nothing_is_logged(self, shop, superuser):
        def state():
            models = (SynonymSet, PromotedResult, SearchLogEntry, FailedQuery, OutboxEntry)
            return [model.objects.count() for model in models], list(RulesVersion.objects.values())

        before = state()
        trial("refund", "en", ANONYMOUS, superuser, SynonymSet(language="en", terms="refund\ncashback"))

        assert state() == before


@pytest.mark.django_db
class TestReaders:
    def test_an_editor_who_is_no_agent_cannot_search_as_one(self, editor):
        assert [name for name, _label in reader_choices(editor)] == ["anonymous", "customer"]

    def test_an_agent_can(self, agent):
        assert [name for name, _label in reader_choices(agent)][-1] == "agent"

    def test_asking_for_more_gives_ones_own_level(self, editor):
        assert reader_named("agent", editor).level == Audience.CUSTOMER

    def test_a_superuser_searches_as_an_agent_with_limits(self, superuser):
        assert reader_named("agent", superuser).sees_all is False

    @pytest.mark.parametrize("name", ["", "root", "superuser", "\x00"])
    def test_an_unknown_reader_is_a_visitor(self, superuser, name):
        assert reader_named(name, superuser) == ANONYMOUS


@pytest.fixture
def as_editor(client, editor, home):
    grant_search_permissions()
    client.force_login(editor)
    return client


def of_synonyms(**data):
    return {
        "language": "en", "direction": "two-way", "terms": "refund\ncashback", "targets": "", "is_active": "on",
        "try-query": "refund", "try-reader": "anonymous",
    } | data  # fmt: skip


@pytest.mark.django_db
class TestThePanel:
    def ask(self, client, kind="synonymset", **data):
        return client.post(reverse("search_try:panel", args=[kind]), of_synonyms(**data))

    def test_it_shows_both_sides_for_data_that_is_not_saved(self, as_editor, shop):
        html = self.ask(as_editor).content.decode()

        assert "Before" in html and "After" in html and "Cashback" in html
        assert SynonymSet.objects.count() == 0

    def test_it_tells_what_is_wrong_with_the_rule(self, as_editor):
        assert "One word alone has no synonym" in self.ask(as_editor, terms="refund").content.decode()

    def test_it_asks_for_a_query(self, as_editor):
        assert "Type a query" in self.ask(as_editor, **{"try-query": " ?! "}).content.decode()

    def test_a_stored_rule_is_tried_in_its_changed_form(self, as_editor, shop):
        stored = SynonymSet.objects.create(language="en", terms="refund\ncashback")
        html = self.ask(as_editor, terms="refund\nmoney", **{"try-pk": stored.pk}).content.decode()

        assert "gone" in html
        assert SynonymSet.objects.get().terms == "refund\ncashback"

    @pytest.mark.parametrize("kind", ["user", "page", "failedquery", "x"])
    def test_only_rules_can_be_tried(self, as_editor, kind):
        assert self.ask(as_editor, kind).status_code in (302, 403, 404)

    @pytest.mark.parametrize("pk", ["999999999", "-1", "1e3", "٣", "9" * 40])
    def test_rules_that_are_not_there_are_not_found_or_new(self, as_editor, pk):
        assert self.ask(as_editor, **{"try-pk": pk}).status_code in (200, 302, 403, 404)

    def test_it_is_for_those_who_may_make_the_rule(self, client, customer, home):
        client.force_login(customer)

        assert self.ask(client).status_code in (302, 403)

    def test_reading_it_by_an_address_is_refused(self, as_editor):
        assert as_editor.get(reverse("search_try:panel", args=["synonymset"])).status_code == 405

    def test_an_editor_who_is_no_agent_never_sees_what_is_for_agents(self, as_editor, center):
        center.page("Refund rules for agents", audience=Audience.AGENT)
        center.settle()
        html = self.ask(as_editor, **{"try-reader": "agent"}).content.decode()

        assert "for agents" not in html

    def test_a_promoted_page_for_agents_is_not_shown_to_other_editors(self, as_editor, center, shop):
        secret = center.page("Refund rules for agents", audience=Audience.AGENT)
        html = self.ask(as_editor, "promotedresult", queries="refund", page=secret.pk).content.decode()

        assert "for agents" not in html

    @pytest.mark.parametrize("kind", ["promotedresult", "hiddenresult"])
    def test_a_page_that_the_reader_is_not_shown_is_said_to_be_so(self, as_editor, center, shop, kind):
        page = center.page("Refund rules for agents", audience=Audience.AGENT)
        html = self.ask(as_editor, kind, queries="refund", page=page.pk).content.decode()

        assert "This page is not shown to a visitor who is not signed in." in html

    def test_of_a_page_that_the_reader_is_shown_nothing_is_said(self, as_editor, shop):
        html = self.ask(as_editor, "promotedresult", queries="refund", page=shop["cash"].pk).content.decode()

        assert "This page is not shown" not in html


@pytest.mark.django_db
class TestThePage:
    def get(self, client, **data):
        return client.get(reverse("search_try:index"), data).content.decode()

    def test_it_shows_the_results_as_they_are(self, as_editor, shop):
        assert "How <mark>refunds</mark> work" in self.get(as_editor, query="refund", language="en", reader="anonymous")

    def test_it_shows_a_change_that_is_written_there(self, as_editor, shop):
        change = {"change": "synonymset", "direction": "two-way", "terms": "refund\ncashback"}
        html = self.get(as_editor, query="refund", language="en", reader="anonymous", **change)

        assert "Cashback" in html and "After" in html

    def test_stop_words_join_those_there_are(self, as_editor, shop):
        StopWordList.objects.create(language="en", words="please")
        html = self.get(
            as_editor,
            query="please kindly cashback",
            language="en",
            reader="anonymous",
            change="stopwordlist",
            words="kindly\nplease",
        )

        assert "After" in html
        assert StopWordList.objects.get().words == "please"

    @pytest.mark.parametrize(
        "data",
        [
            {"query": "x" * 100_000},
            {"query": '"' * 300, "language": "en", "reader": "anonymous"},
            {"query": "a", "language": "xx", "reader": "root", "change": "user"},
            {"query": "a\x00", "language": "en", "reader": "anonymous", "change": "promotedresult", "page": "x"},
            {"query": "a", "language": "en", "reader": "anonymous", "change": "hiddenresult", "page": "999999999"},
        ],
    )
    def test_nonsense_is_answered_with_the_page(self, as_editor, data):
        assert as_editor.get(reverse("search_try:index"), data).status_code == 200

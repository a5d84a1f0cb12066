"""The page that explains a search: each step is shown, and nothing that the editor may not see."""

import pytest
from django.urls import reverse
from django.utils import translation

from content.audiences import ANONYMOUS, Audience, Reader
from search.admin.explaining import explanation
from search.admin.permissions import grant_search_permissions
from search.admin.served import account, readable
from search.models import HiddenResult, IndexedDocument, PromotedResult, StopWordList, SynonymSet
from search.selectors import search_pages


def part(value, description, *details):
    return {"value": value, "description": description, "details": list(details)}


WEIGHT = "weight(CombinedFieldQuery((body headings^2.0 title^4.0)(refund)) in 15), result of:"


class TestAccounts:
    def words(self, description):
        return str(readable(description))

    def test_a_word_in_any_field_is_named(self):
        assert self.words(WEIGHT) == "“refund”: in any field"

    def test_a_field_is_named_as_editors_know_it(self):
        assert (
            self.words('weight(title.exact:"gift card" in 3) [PerFieldSimilarity], result of:')
            == "“gift card”: the title, as it is written"
        )

    def test_what_is_not_known_stays_as_it_is(self):
        assert self.words("something new") == "something new"

    def test_lines_that_repeat_the_number_below_them_are_left_out(self):
        node = account(part(2.0, "function score, product of:", part(2.0, "sum of:", part(1.5, WEIGHT), part(0.5, WEIGHT))))

        assert [each.value for each in node.parts] == [1.5, 0.5]

    def test_conditions_and_factors_of_one_are_left_out(self):
        node = account(
            part(2.0, "sum of:", part(2.0, WEIGHT), part(0.0, "match on required clause, product of:"), part(1.0, "min of:"))
        )

        assert str(node.words) == "“refund”: in any field"

    def test_an_account_without_an_end_is_cut(self):
        deep = part(1.0, "x")
        for _level in range(500):
            deep = part(1.0, "x", deep, part(2.0, "y"))
        depth, node = 0, account(deep)
        while node.parts:
            depth, node = depth + 1, node.parts[0]

        assert depth < 20

    @pytest.mark.parametrize("broken", [{}, {"value": "x", "description": ""}, {"value": 1, "description": "x", "details": [3]}])
    def test_garbage_is_an_error_of_a_known_kind(self, broken):
        with pytest.raises((KeyError, TypeError, ValueError)):
            account(broken)


@pytest.fixture
def shop(center):
    pages = {
        "refund": center.page("How refunds work", summary="Refund of what you paid"),
        "cash": center.page("Cashback for old customers", summary="About cashback"),
    }
    center.settle()
    return pages


@pytest.mark.django_db
class TestExplanations:
    def explain(self, text, user, reader=ANONYMOUS, language="en"):
        return explanation(text, language, reader, user)

    def test_the_parts_of_the_text(self, shop, superuser):
        found = self.explain('refund "old customers" -gift', superuser)

        assert (found.parsed.words, found.parsed.phrases, found.parsed.excluded) == ("refund", ("old customers",), ("gift",))

    def test_the_segments_with_their_synonyms_and_the_sets_they_come_from(self, shop, superuser):
        stored = SynonymSet.objects.create(language="en", terms="refund\ncashback")
        found = self.explain("refunds", superuser)

        assert found.asked.segments == (("refunds", "cashback"),)
        assert found.applied.synonyms == (stored,)

    def test_each_word_with_its_terms_and_none_for_stop_words(self, shop, superuser):
        assert dict(self.explain("the refunds", superuser).terms) == {"the": (), "refunds": ("refund",)}

    def test_terms_of_arabic_are_those_of_arabic(self, homes, superuser):
        assert self.explain("الإسترجاع", superuser, language="ar").terms == (("الإسترجاع", ("استرجاع",)),)

    def test_stop_words_of_editors_that_were_left_out(self, shop, superuser):
        StopWordList.objects.create(language="en", words="please")

        assert self.explain("please refund", superuser).applied.stop_words == ("please",)

    def test_promoted_and_hidden_pages(self, shop, superuser):
        PromotedResult.objects.create(language="en", queries="refund", page=shop["cash"])
        HiddenResult.objects.create(language="en", queries="refund", page=shop["refund"])
        applied = self.explain("refund", superuser).applied

        assert applied.promoted[0].page.pk == shop["cash"].pk
        assert applied.hidden[0].page.pk == shop["refund"].pk

    def test_the_hits_are_those_of_the_search(self, shop, superuser):
        from search.queries import SearchQuery

        searched = search_pages(SearchQuery("refund", "en"), ANONYMOUS)

        assert [each.hit.page.pk for each in self.explain("refund", superuser).hits] == [hit.page.pk for hit in searched.hits]

    def test_what_lifts_and_lowers_a_hit(self, shop, superuser):
        IndexedDocument.objects.filter(key=f"page:{shop['refund'].pk}").update(helpful=1.0, is_stale=True)
        (hit,) = self.explain("refund", superuser).hits

        assert hit.helpful > 1 > hit.stale

    def test_the_expression_of_the_database_is_shown(self, shop, superuser):
        assert "refund" in self.explain("refunds", superuser).expression

    def test_without_elasticsearch_no_request_is_shown(self, shop, superuser):
        assert self.explain("refund", superuser).request == ""

    @pytest.mark.parametrize("text", ["", "?!", "-", '""', "kind:"])
    def test_a_query_of_nothing_has_nothing_to_explain(self, superuser, homes, text):
        found = self.explain(text, superuser)

        assert found.asked is None or found.hits == ()


@pytest.mark.django_db
@pytest.mark.elasticsearch
class TestWithElasticsearch:
    def test_the_request_is_shown_and_each_hit_has_its_account(self, with_elasticsearch, center, superuser):
        center.page("How refunds work", summary="Refund of what you paid")
        center.settle()
        found = explanation("refund", "en", ANONYMOUS, superuser)

        assert '"query"' in found.request
        assert found.trouble == ""
        assert found.hits[0].account is not None
        assert found.hits[0].account.value == pytest.approx(found.hits[0].hit.score, rel=0.01)

    def test_a_server_that_does_not_answer_is_told(self, settings, center, superuser):
        from search.engines import choice

        center.page("How refunds work")
        center.settle()
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
        choice.reset()
        try:
            found = explanation("refund", "en", ANONYMOUS, superuser)
        finally:
            settings.ELASTICSEARCH_URL = ""
            choice.reset()

        assert found.trouble
        assert [each.hit.page.title for each in found.hits] == ["How refunds work"]


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def as_editor(self, client, editor, home):
        grant_search_permissions()
        client.force_login(editor)
        return client

    def get(self, client, **data):
        return client.get(reverse("search_explain:index"), {"language": "en", "reader": "anonymous", **data}).content.decode()

    def test_every_step_is_there(self, as_editor, shop):
        SynonymSet.objects.create(language="en", terms="refund\ncashback")
        html = self.get(as_editor, query="refunds")

        for words in (
            "How it is read",
            "Words and their terms",
            "Rules it meets",
            "What the engine is asked",
            "refund, cashback",
        ):
            assert words in html

    def test_without_elasticsearch_it_says_so(self, as_editor, shop):
        assert "Elasticsearch is not set up here" in self.get(as_editor, query="refund")

    def test_an_editor_who_is_no_agent_sees_no_hit_for_agents(self, as_editor, center):
        center.page("Refund rules for agents", audience=Audience.AGENT)
        center.settle()

        assert "for agents" not in self.get(as_editor, query="refund", reader="agent").replace("agents only", "")

    def test_an_editor_who_is_an_agent_does(self, client, agent, center):
        from django.contrib.auth.models import Group

        grant_search_permissions()
        agent.groups.add(Group.objects.get(name="Editors"))
        client.force_login(agent)
        center.page("Refund rules for agents", audience=Audience.AGENT)
        center.settle()

        assert "<mark>Refund</mark> rules for agents" in self.get(client, query="refund", reader="agent")

    def test_a_rule_about_a_page_for_agents_does_not_name_it(self, as_editor, center):
        secret = center.page("Refund rules for agents", audience=Audience.AGENT)
        PromotedResult.objects.create(language="en", queries="refund", page=secret)
        HiddenResult.objects.create(language="en", queries="refund", page=secret)
        html = self.get(as_editor, query="refund")

        assert "a page that you may not see" in html
        assert "rules for agents" not in html

    @pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"' * 300, "((((", "\u202eabc\u202c", "a\x00b", "*:*", "🙂"])
    def test_hostile_texts_are_shown_as_text(self, as_editor, query):
        assert "<script>alert" not in self.get(as_editor, query=query)

    @pytest.mark.parametrize("language", ["ar", "fa", "id"])
    def test_the_page_speaks_every_language(self, as_editor, shop, language):
        with translation.override(language):
            assert as_editor.get(reverse("search_explain:index"), {"query": "refund", "language": language}).status_code == 200


@pytest.mark.django_db
def test_hits_that_only_the_reader_may_see_are_not_explained(center, editor):
    """The reader that is asked for may belong to a group that the editor does not."""
    center.page("Refund rules for agents", audience=Audience.AGENT)
    center.settle()

    assert explanation("refund", "en", Reader(Audience.AGENT), editor).hits == ()

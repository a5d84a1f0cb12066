"""Search finds questions by themselves, and opens them where they stand."""

from __future__ import annotations

import pytest

from content.audiences import ANONYMOUS, Audience, reader_for
from content.models import ReusableContent
from faq_blocks.models import FaqPage, QuestionSettings
from home.models import PlainPage
from search.models import IndexedDocument
from search.outbox import outbox_process
from search.queries import SearchQuery
from search.selectors import search_pages
from search.suggesting import suggest
from tests.factories import add_page
from tests.faq_blocks.library import add_question, faq_block, picked

pytestmark = pytest.mark.django_db

TYPED = {"question": "Is zorbing insured?", "answer": "<p>Up to fifty wumps, as the contract says.</p>"}


def index() -> None:
    while outbox_process():
        pass


def found(text: str, reader=ANONYMOUS, language: str = "en") -> list[tuple[str, str]]:
    index()
    return [(hit.kind, hit.page.link) for hit in search_pages(SearchQuery(text, language), reader).hits]


def suggested(text: str, reader=ANONYMOUS) -> list[tuple[str, str]]:
    index()
    return [(each.title, each.url) for each in suggest(text, "en", reader)]


@pytest.fixture
def plain(home):
    def add(*blocks, **fields):
        return add_page(home, PlainPage, "Pricing", slug="pricing", body=list(blocks), **fields)

    return add


def test_a_question_that_stands_nowhere_opens_at_its_own_address(home):
    add_question("Is zorbing insured?")
    assert found("zorbing") == [("question", "/en/questions/is-zorbing-insured/")]


def test_a_question_on_a_page_opens_there(plain):
    plain(faq_block(questions=picked(add_question("Is zorbing insured?"))))
    assert ("question", "/en/pricing/#is-zorbing-insured") in found("zorbing")


def test_a_typed_question_opens_on_its_page(plain):
    plain(faq_block(entries=[TYPED]))
    assert ("question", "/en/pricing/#is-zorbing-insured") in found("zorbing")


def test_a_question_is_found_by_its_answer_and_its_keywords(home):
    add_question("May I?", "<p>Only with a wump.</p>", search_keywords="flibber")
    assert [found(word)[0][0] for word in ("wump", "flibber")] == ["question", "question"]


def test_the_excerpt_is_the_start_of_the_answer(home):
    add_question("Is zorbing insured?", "<p>Yes, for thirty days and at no charge.</p>")
    index()
    (hit,) = search_pages(SearchQuery("zorbing", "en"), ANONYMOUS).hits
    assert hit.excerpt.startswith("Yes, for thirty days")


def test_a_page_is_not_found_by_the_answers_of_the_library(plain):
    plain(faq_block(questions=picked(add_question("May I?", "<p>Only with a wump.</p>"))))
    assert [kind for kind, _link in found("wump")] == ["question"]


def test_a_page_that_the_reader_may_not_see_is_not_the_way(plain):
    question = add_question("Is zorbing insured?")
    plain(faq_block(questions=picked(question)), audience=Audience.AGENT)
    assert found("zorbing") == [("question", "/en/questions/is-zorbing-insured/")]


def test_nor_is_a_passage_that_the_reader_may_not_see(plain):
    question = add_question("Is zorbing insured?")
    plain({"type": "audience", "value": {"audience": 2, "body": [faq_block(questions=picked(question))]}})
    assert found("zorbing") == [("question", "/en/questions/is-zorbing-insured/")]


def test_agents_are_led_into_their_passage(plain, agent):
    question = add_question("Is zorbing insured?")
    plain({"type": "audience", "value": {"audience": 2, "body": [faq_block(questions=picked(question))]}})
    assert ("question", "/en/pricing/#is-zorbing-insured") in found("zorbing", reader_for(agent))


def test_without_own_pages_a_question_that_stands_nowhere_is_not_found(home):
    QuestionSettings.objects.create(site=home.get_site(), own_pages=False)
    add_question("Is zorbing insured?")
    assert found("zorbing") == []


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
def test_a_question_for_others_is_not_found(home, audience):
    add_question("Is zorbing insured?", audience=audience)
    assert (found("zorbing"), suggested("zorb")) == ([], [])


def test_a_typed_question_on_a_page_for_agents_is_not_found(plain):
    plain(faq_block(entries=[TYPED]), audience=Audience.AGENT)
    assert (found("zorbing"), suggested("zorb")) == ([], [])


def test_a_typed_question_in_a_passage_for_agents_is_not_found(plain):
    plain({"type": "audience", "value": {"audience": 2, "body": [faq_block(entries=[TYPED])]}})
    assert (found("zorbing"), suggested("zorb")) == ([], [])


def test_agents_find_it(plain, agent):
    plain({"type": "audience", "value": {"audience": 2, "body": [faq_block(entries=[TYPED])]}})
    assert ("question", "/en/pricing/#is-zorbing-insured") in found("zorbing", reader_for(agent))


def test_a_hit_is_checked_once_more_when_it_is_shown(home):
    """The index is behind: the audience was changed behind its back."""
    question = add_question("Is zorbing insured?")
    index()
    type(question).objects.filter(pk=question.pk).update(audience=Audience.AGENT)
    page = search_pages(SearchQuery("zorbing", "en"), ANONYMOUS)
    assert (page.hits, page.stale_keys) == ((), (f"question:{question.pk}",))


def test_a_page_for_agents_since_a_moment_hides_its_typed_questions(plain):
    page = plain(faq_block(entries=[TYPED]))
    index()
    page.audience = Audience.AGENT
    page.save_revision().publish()
    assert search_pages(SearchQuery("zorbing", "en"), ANONYMOUS).hits == ()


def test_a_deleted_page_takes_its_typed_questions_out_of_the_index(plain):
    page = plain(faq_block(entries=[TYPED]))
    index()
    page.delete()
    index()
    assert not IndexedDocument.objects.filter(key__startswith="typed:").exists()


def test_a_question_taken_back_is_not_found(home):
    question = add_question("Is zorbing insured?")
    index()
    question.unpublish()
    assert found("zorbing") == []


def test_suggestions_name_a_question_once(plain):
    plain(faq_block(entries=[TYPED]))
    assert suggested("zorb") == [("Is zorbing insured?", "/en/pricing/#is-zorbing-insured")]


def test_a_question_of_another_language_is_not_found(homes):
    add_question("Is zorbing insured?", locale=homes["id"].locale)
    assert found("zorbing") == []


def test_a_question_of_two_thousand_letters_is_indexed(plain):
    plain(faq_block(entries=[{**TYPED, "question": "zorbing " * 250}]))
    assert "question" in [kind for kind, _link in found("zorbing")]


def test_a_faq_page_leads_to_its_list(home):
    add_question("Is zorbing insured?")
    add_page(home, FaqPage, "FAQ", slug="faq", lists_library=True, answer_loading="demand")
    assert found("zorbing") == [("question", "/en/faq/#is-zorbing-insured")]


class TestReusableTexts:
    """What an answer takes from elsewhere is part of what search keeps of the question."""

    @pytest.fixture
    def limits(self, home):
        body = [rich("<p>Up to fifty wumps.</p>")]
        made = ReusableContent.objects.create(name="Limits", live=True, locale=home.locale, body=body)
        add_question("How much may I refund?", blocks=[{"type": "reusable", "value": {"content": made.pk}}])
        index()
        return made

    def test_a_text_that_is_closed_leaves_the_index(self, limits):
        limits.body = [{"type": "audience", "value": {"audience": 2, "body": [rich("<p>Up to fifty wumps.</p>")]}}]
        limits.save_revision().publish()
        assert found("wumps") == []

    @pytest.mark.parametrize("how", ["unpublish", "delete"])
    def test_a_text_that_is_taken_away_leaves_the_index(self, limits, how):
        getattr(limits, how)()
        assert found("wumps") == []


def rich(html: str) -> dict:
    return {"type": "rich_text", "value": html}


def test_results_show_the_question(client, plain):
    plain(faq_block(entries=[TYPED]))
    index()
    html = client.get("/en/search/", {"q": "zorbing"}).content.decode()
    assert 'href="/en/pricing/#is-zorbing-insured"' in html

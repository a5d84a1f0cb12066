"""A FAQ page lists the questions of the library, hundreds of them, in the order its reader wants."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.faq.making import add_many
from content.audiences import Audience
from faq_blocks.library_list.ordering import initial, sort_key
from faq_blocks.models import FaqPage, FaqPageTopic, Question, QuestionPlace, QuestionSettings
from feedback.services import vote_record
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(home, client):
    """Returns the HTML of a page that lists the library, or the topics given."""

    def open_page(*topics, user=None, order="", **fields):
        chosen = [FaqPageTopic(topic=each) for each in topics]
        page = add_page(home, FaqPage, "FAQ", slug="faq", lists_library=True, shown_topics=chosen, **fields)
        if user:
            client.force_login(user)
        return client.get(page.link, {"order": order} if order else {}).content.decode()

    return open_page


def in_order(html: str, *texts: str) -> bool:
    places = [html.index(text) for text in texts]
    return places == sorted(places)


def test_a_page_shows_no_library_unless_it_is_told_to(home, client):
    add_question("From the library?")
    page = add_page(home, FaqPage, "FAQ", slug="faq")
    assert "From the library?" not in client.get(page.link).content.decode()


def test_without_topics_the_whole_library_is_listed(listing):
    add_question("In a topic?", topic=add_topic())
    add_question("In none?")
    html = listing()
    assert in_order(html, "In a topic?", "In none?")


def test_chosen_topics_bring_theirs_and_those_below_alone(listing):
    returns = add_topic("Returns")
    add_question("A gift?", topic=add_topic("Gifts", parent=returns))
    add_question("A bill?", topic=add_topic("Payment"))
    html = listing(returns)
    assert "A gift?" in html
    assert "A bill?" not in html


def test_a_page_in_another_language_lists_the_translation_of_a_topic(homes, client):
    topic = add_topic("Returns")
    own = add_topic("بازگشت", locale=homes["fa"].locale, translation_key=topic.translation_key)
    add_question("بازگشت کالا؟", topic=own)
    page = add_page(homes["fa"], FaqPage, "FAQ", slug="faq", lists_library=True, shown_topics=[FaqPageTopic(topic=topic)])
    assert "بازگشت کالا؟" in client.get(page.link).content.decode()


def test_a_page_whose_topic_is_empty_says_that_there_is_none(listing):
    assert "0 questions" in listing(add_topic("Empty"))


@pytest.mark.parametrize("translated", [False, True])
def test_a_page_whose_topic_was_deleted_does_not_list_the_library(homes, client, translated):
    topic, home = add_topic("Returns"), homes["fa" if translated else "en"]
    add_question("Of another topic?", topic=add_topic("Gifts", locale=home.locale))
    page = add_page(home, FaqPage, "FAQ", slug="faq", lists_library=True, shown_topics=[FaqPageTopic(topic=topic)])
    topic.delete()
    assert "Of another topic?" not in client.get(page.link).content.decode()


def test_translations_of_a_page_are_read_again_when_a_topic_is_deleted(homes, django_capture_on_commit_callbacks):
    topic = add_topic("Returns")
    own = add_topic("بازگشت", locale=homes["fa"].locale, translation_key=topic.translation_key)
    add_question("بازگشت کالا؟", topic=own)
    page = add_page(homes["fa"], FaqPage, "FAQ", slug="faq", lists_library=True, shown_topics=[FaqPageTopic(topic=topic)])
    with django_capture_on_commit_callbacks(execute=True):
        topic.delete()
    assert not QuestionPlace.objects.filter(page=page).exists()


def test_a_question_for_agents_is_not_counted_for_others(listing):
    add_question("Open?")
    add_question("How much may I refund?", audience=Audience.AGENT)
    html = listing()
    assert "1 question" in html
    assert "How much may I refund?" not in html


def test_agents_are_shown_what_is_for_them(listing, agent):
    add_question("How much may I refund?", audience=Audience.AGENT)
    assert "How much may I refund?" in listing(user=agent)


def test_readers_choose_a_to_z(listing):
    add_question("Zebra?", topic=add_topic("First"))
    add_question("Ape?", topic=add_topic("Second", sort_order=1))
    assert in_order(listing(order="az"), "Ape?", "Zebra?")


def test_readers_choose_the_latest_first(listing):
    old, new = add_question("Old?"), add_question("New?")
    Question.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - timedelta(days=3))
    assert in_order(listing(order="latest"), new.question, old.question)


def test_featured_questions_stand_first_where_a_page_wants_it(listing):
    add_question("Plain?", topic=add_topic())
    add_question("Star?", is_featured=True)
    assert in_order(listing(list_order="featured"), "Star?", "Plain?")


def test_questions_that_helped_readers_stand_first_where_it_is_asked_for(listing):
    add_question("Poor?")
    good = add_question("Rich?")
    vote_record(target=good, revision=0, language="en", voter_key="anonymous:1", is_helpful=True)
    assert in_order(listing(order="useful"), "Rich?", "Poor?")


@pytest.mark.parametrize("order", ["nonsense", "'; drop table", "\x00", "topic&az"])
def test_an_order_that_does_not_exist_is_the_pages_own(listing, order):
    add_question("Zebra?", topic=add_topic("First"))
    add_question("Ape?", topic=add_topic("Second", sort_order=1))
    assert in_order(listing(order=order), "Zebra?", "Ape?")


def test_a_page_that_offers_no_orders_keeps_its_own(listing):
    add_question("Zebra?", topic=add_topic("First"))
    add_question("Ape?", topic=add_topic("Second", sort_order=1))
    assert in_order(listing(order="az", offers_orders=False), "Zebra?", "Ape?")


def test_persian_is_sorted_as_a_dictionary_does():
    assert sorted(["یخ", "گل", "کتاب", "پول", "بسته"], key=sort_key) == ["بسته", "پول", "کتاب", "گل", "یخ"]


@pytest.mark.parametrize(("text", "letter"), [("الإرجاع", "ا"), ("Étui?", "E"), ("«Why»?", "W"), ("3 days?", "#"), ("???", "#")])
def test_a_question_stands_under_its_first_letter(text, letter):
    assert initial(text) == letter


class TestHundreds:
    @pytest.fixture
    def opened(self, homes, client):
        def open_page(count=500, language="en", **fields):
            add_many(count, locale=homes[language].locale)
            page = add_page(homes[language], FaqPage, "FAQ", slug="faq", lists_library=True, **fields)
            client.get(page.link)
            with CaptureQueriesContext(connection) as captured:
                response = client.get(page.link)
            return response, len(captured)

        return open_page

    @pytest.mark.parametrize("language", ["en", "fa"])
    def test_five_hundred_are_a_small_page_with_few_queries(self, opened, language):
        response, queries = opened(language=language)
        size, sent = len(response.content), len(gzip.compress(response.content))
        assert (size < 150_000, sent < 40_000, queries <= 12) == (True, True, True), (size, sent, queries)

    def test_all_five_hundred_are_in_it(self, opened):
        assert opened()[0].content.count(b"<details id=") == 500

    def test_beyond_three_hundred_no_answer_is_in_the_page(self, opened):
        assert b"Keep the slip." not in opened(301)[0].content

    def test_up_to_three_hundred_every_answer_is(self, opened):
        response, queries = opened(300)
        assert (response.content.count(b"Keep the slip.") >= 300, queries <= 12) == (True, True), queries

    def test_an_editor_keeps_answers_in_the_page(self, opened):
        assert opened(301, answer_loading="page")[0].content.count(b"Keep the slip.") >= 301

    def test_an_editor_has_few_answers_fetched_on_demand(self, opened):
        assert b"Keep the slip." not in opened(3, answer_loading="demand")[0].content

    def test_where_questions_have_no_pages_answers_stand_in_the_page(self, opened, home):
        QuestionSettings.objects.create(site=home.get_site(), own_pages=False)
        assert opened(301)[0].content.count(b"Keep the slip.") >= 301

    def test_each_question_leads_to_its_answer(self, opened, client):
        html = opened(301)[0].content.decode()
        slug = Question.objects.order_by("pk")[7].slug
        address = html.partition(f'<details id="{slug}">')[2].partition('href="')[2].partition('"')[0]
        assert "Keep the slip." in client.get(address, follow=True).content.decode()

    def test_a_heading_of_the_text_leaves_a_question_its_anchor(self, listing):
        question = add_question("May I return it?")
        html = listing(body=[{"type": "rich_text", "value": f"<h2>{question.question}</h2>"}], answer_loading="demand")
        assert [html.count(f'id="{name}"') for name in (question.slug, f"{question.slug}-2")] == [1, 1]

"""It is known which page shows which question, at which anchor: the one that opens it there."""

from __future__ import annotations

import re

import pytest

from content.audiences import Audience
from faq_blocks.models import FaqPage, FaqPageTopic, Placement, QuestionPlace, QuestionSource
from faq_blocks.places import keeping, places_refresh
from faq_blocks.places.keeping import places_rebuild
from home.models import PlainPage
from search.models import OutboxEntry
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

pytestmark = pytest.mark.django_db


def typed(question: str, answer: str = "<p>Here.</p>") -> dict:
    return {"question": question, "answer": answer}


def places(page) -> list[tuple[str, int | None]]:
    return list(QuestionPlace.objects.filter(page=page).order_by("position").values_list("anchor", "question"))


@pytest.fixture
def plain(home):
    def add(*blocks, **fields):
        return add_page(home, PlainPage, "Pricing", slug="pricing", body=list(blocks), **fields)

    return add


@pytest.fixture
def changing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def refreshed(monkeypatch):
    """The ids of the pages that are read again."""
    found: list[int] = []
    read = keeping._refresh

    def listen(ids, **more):
        found.extend(ids)
        read(ids, **more)

    monkeypatch.setattr(keeping, "_refresh", listen)
    return found


def test_picked_and_typed_questions_are_noted_in_their_order(plain):
    question = add_question("Picked?")
    page = plain(faq_block(questions=picked(question), entries=[typed("Typed?")]))
    assert places(page) == [("picked", question.pk), ("typed", None)]


def test_every_anchor_is_an_id_of_the_page(plain, client):
    question = add_question("Twice?")
    blocks = [
        faq_block(heading="Costs", one_open=True, entries=[typed("How much?"), typed("How much?")]),
        faq_block(questions=picked(question), entries=[typed("Twice?"), {**typed("More?"), "topic": "Costs"}]),
    ]
    page = plain(*blocks)
    ids = set(re.findall(r'\bid="([^"]+)"', client.get(page.link).content.decode()))
    assert {anchor for anchor, _question in places(page)} <= ids


def test_a_typed_question_without_words_has_no_place_and_is_not_shown(plain, client):
    page = plain(faq_block(entries=[typed("", "<p>Alone.</p>"), typed("Typed?")]))
    assert places(page) == [("typed", None)]
    assert "Alone." not in client.get(page.link).content.decode()


def test_a_page_taken_back_shows_nothing(plain):
    page = plain(faq_block(entries=[typed("Typed?")]))
    page.unpublish()
    assert places(page) == []


def test_a_deleted_question_leaves_no_place(plain, changing):
    question, kept = add_question("Gone?"), add_question("Kept?")
    page = plain(faq_block(questions=picked(question, kept)))
    with changing():
        question.delete()
    assert places(page) == [("kept", kept.pk)]


def test_a_question_published_later_is_noted_where_it_was_picked(plain, changing):
    question = add_question("Later?", live=False)
    page = plain(faq_block(questions=picked(question)))
    before = places(page)
    with changing():
        question.save_revision().publish()
    assert (before, places(page)) == ([], [("later", question.pk)])


def test_a_question_put_into_a_topic_is_noted_on_its_pages(plain, changing):
    topic, question = add_topic(), add_question("New?")
    page = plain(faq_block(topic=topic.pk))
    with changing():
        Placement.objects.create(topic=topic, question=question)
    assert places(page) == [("new", question.pk)]


def test_a_topic_moved_below_another_brings_its_questions(plain, changing):
    topic, other = add_topic("Returns"), add_topic("Gifts")
    question = add_question("A gift?", topic=other)
    page = plain(faq_block(topic=topic.pk))
    with changing():
        other.parent = topic
        other.save()
    assert places(page) == [("a-gift", question.pk)]


def test_a_deleted_topic_takes_its_questions_away(plain, changing):
    topic = add_topic()
    add_question("Gone?", topic=topic)
    page = plain(faq_block(topic=topic.pk))
    with changing():
        topic.delete()
    assert places(page) == []


def test_a_changed_slug_is_followed(plain, changing):
    question = add_question("May I?")
    page = plain(faq_block(questions=picked(question)))
    with changing():
        question.slug = "other"
        question.save()
    assert places(page) == [("other", question.pk)]


@pytest.mark.parametrize("loading", ["page", "demand"])
def test_the_list_of_a_faq_page_is_noted(home, loading):
    question = add_question("Listed?", topic=add_topic())
    page = add_page(home, FaqPage, "FAQ", slug="faq", lists_library=True, answer_loading=loading)
    assert places(page) == [("listed", question.pk)]


def test_what_a_page_names_is_known(home):
    topic = add_topic()
    page = add_page(home, FaqPage, "FAQ", slug="faq", lists_library=True, shown_topics=[FaqPageTopic(topic=topic)])
    (source,) = QuestionSource.objects.filter(page=page)
    assert (source.question_id, source.topic_id) == (None, topic.pk)


def test_a_passage_for_agents_keeps_its_level(plain):
    hidden = {"audience": Audience.AGENT.value, "body": [faq_block(entries=[typed("Secret?")])]}
    page = plain({"type": "audience", "value": hidden}, faq_block(entries=[typed("Open?")]))
    assert dict(QuestionPlace.objects.filter(page=page).values_list("anchor", "level")) == {"open": 0, "secret": 2}


def test_a_place_that_stays_keeps_its_row(plain):
    page = plain(faq_block(entries=[typed("Typed?")]))
    before = QuestionPlace.objects.get(page=page).pk
    page.body = [faq_block(entries=[typed("First?"), typed("Typed?", "<p>Other.</p>")])]
    page.save_revision().publish()
    assert QuestionPlace.objects.get(page=page, anchor="typed").pk == before


def test_broken_raw_values_are_passed_over(plain):
    page = plain(faq_block(entries=[typed("Good?")]))
    broken = [faq_block(questions=[None, {"value": "x"}], topic="x", entries=[typed("Good?")])]
    page.body = broken
    type(page).objects.filter(pk=page.pk).update(body=broken)
    places_refresh([page.pk])
    assert places(page) == [("good", None)]


def test_a_hundred_pages_are_read_with_few_queries(home, django_assert_max_num_queries):
    question = add_question("Picked?")
    pages = [add_page(home, PlainPage, f"P{n}", slug=f"p{n}", body=[faq_block(questions=picked(question))]) for n in range(10)]
    with django_assert_max_num_queries(25):
        places_refresh([page.pk for page in pages])


def test_two_endless_questions_that_begin_alike_are_two_places(plain, client):
    page = plain(faq_block(entries=[typed("zorbing " * 50 + "one?"), typed("zorbing " * 50 + "two?")]))
    ids = set(re.findall(r'\bid="([^"]+)"', client.get(page.link).content.decode()))
    anchors = {anchor for anchor, _question in places(page)}
    assert (len(anchors), anchors <= ids) == (2, True)


def test_a_draft_of_a_question_has_no_page_read_again(plain, changing, refreshed):
    with changing():
        question = add_question("Picked?")
        plain(faq_block(questions=picked(question)))
    refreshed.clear()
    with changing():
        question.save_revision()
    assert refreshed == []


def test_a_question_has_only_pages_of_its_own_topics_read_again(home, changing, refreshed):
    with changing():
        above, other = add_topic("Orders"), add_topic("Gifts")
        question = add_question("Late?", topic=add_topic("Late orders", parent=above))
        blocks = [faq_block(topic=each.pk) for each in (above, other)]
        pages = [add_page(home, PlainPage, f"P{number}", slug=f"p{number}", body=[each]) for number, each in enumerate(blocks)]
    refreshed.clear()
    with changing():
        question.save_revision().publish()
    assert refreshed == [pages[0].pk]


def test_pages_show_a_question_moved_into_the_translation_of_their_topic(homes, changing):
    topic = add_topic("Returns")
    own = add_topic("بازگشت", locale=homes["fa"].locale, translation_key=topic.translation_key)
    page = add_page(homes["fa"], FaqPage, "FAQ", slug="faq", lists_library=True, shown_topics=[FaqPageTopic(topic=topic)])
    question = add_question("بازگشت کالا؟", locale=homes["fa"].locale)
    with changing():
        Placement.objects.create(topic=own, question=question)
    assert [pk for _anchor, pk in places(page)] == [question.pk]


def test_typed_questions_that_stay_are_not_indexed_again_with_one_of_the_library(plain, changing, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    question = add_question("Picked?")
    plain(faq_block(questions=picked(question), entries=[typed("Typed?")]))
    OutboxEntry.objects.all().delete()
    with changing():
        question.question = "Picked again?"
        question.save_revision().publish()
    assert set(OutboxEntry.objects.values_list("key", flat=True)) == {f"question:{question.pk}"}


def test_a_typed_question_that_changes_is_indexed_again(plain, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page = plain(faq_block(entries=[typed("Typed?")]))
    QuestionPlace.objects.update(answer="Old.")
    OutboxEntry.objects.all().delete()
    places_refresh([page.pk], only_changes=True)
    assert OutboxEntry.objects.filter(key__startswith="typed:").exists()


def test_the_job_mends_what_is_wrong(plain):
    page = plain(faq_block(entries=[typed("Typed?")]))
    QuestionPlace.objects.all().delete()
    places_rebuild()
    assert places(page) == [("typed", None)]

"""Questions come in from a file: made, brought up to date, or refused with the line and the reason; all of them or none."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from content.audiences import Audience
from faq_blocks.exchange.rights import Rights
from faq_blocks.exchange.writing import RefusedImport, plan_carry_out
from faq_blocks.models import Placement, Question, Topic
from tests.faq_blocks.exchange.files import csv_file, imported, json_file, planned, reasons
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db

GIFT = {"question": "May I return a gift?", "answer": "<p>Yes.</p>", "state": "published"}


def answer_of(question: Question) -> str:
    return "".join(each["value"] for each in question.answer.raw_data)


def one() -> Question:
    return Question.objects.get()


class TestNewQuestions:
    def test_a_row_becomes_a_published_question(self):
        imported(csv_file(GIFT))
        assert (one().question, one().live, answer_of(one())) == ("May I return a gift?", True, "<p>Yes.</p>")

    def test_without_a_state_it_is_a_draft(self):
        imported(csv_file(GIFT | {"state": ""}))
        assert not one().live

    def test_a_slug_is_made_of_the_question(self):
        imported(csv_file(GIFT))
        assert one().slug == "may-i-return-a-gift"

    def test_it_has_a_version(self):
        imported(csv_file(GIFT))
        assert one().latest_revision.as_object().question == GIFT["question"]

    def test_who_imports_owns_it(self, editor):
        plan_carry_out(planned(csv_file(GIFT)), user=editor)
        assert one().owner == editor

    def test_all_else_comes_along(self):
        row = {"audience": "agent", "keywords": "refund", "featured": "yes", "note": "Ask Layla.", "tags": "gift | money back"}
        imported(csv_file(GIFT | row))
        question = one()
        assert (question.audience, question.search_keywords, question.is_featured, question.note) == (
            Audience.AGENT,
            "refund",
            True,
            "Ask Layla.",
        )
        assert set(question.tags.names()) == {"gift", "money back"}

    def test_plain_text_becomes_paragraphs(self):
        imported(csv_file(GIFT | {"answer": "Yes, if a < b.\n\nWithin\n30 days."}))
        assert answer_of(one()) == "<p>Yes, if a &lt; b.</p><p>Within<br/>30 days.</p>"

    def test_the_language_of_the_import_counts_where_a_row_names_none(self, homes):
        imported(csv_file(GIFT | {"language": ""}), language="ar")
        assert one().locale.language_code == "ar"

    def test_a_key_joins_translations(self, homes):
        key = "5f0d3c1e-6c0f-4b7e-9d5e-0a5d0f6b7c11"
        imported(csv_file(GIFT | {"key": key}, GIFT | {"language": "ar", "question": "هل يمكنني الإرجاع؟", "key": key}))
        assert Question.objects.get(locale__language_code="ar").get_translation(one_english().locale) == one_english()


def one_english() -> Question:
    return Question.objects.get(locale__language_code="en")


class TestTopics:
    def test_topics_are_made_on_the_way(self):
        imported(csv_file(GIFT | {"topics": "Orders > Returns"}))
        topic: Any = Topic.objects.get(title="Returns")
        assert (topic.parent.title, [each.question for each in topic.questions.all()]) == ("Orders", [GIFT["question"]])

    def test_two_rows_share_a_new_topic(self):
        imported(csv_file(GIFT | {"topics": "Orders"}, GIFT | {"question": "Another one?", "topics": "orders"}))
        assert Topic.objects.count() == 1

    def test_a_topic_that_is_there_is_used(self):
        topic = add_topic("Returns", parent=add_topic("Orders"))
        imported(csv_file(GIFT | {"topics": "orders>returns"}))
        assert Placement.objects.get().topic == topic

    def test_a_topic_of_another_language_is_another_one(self, homes):
        add_topic("Returns")
        imported(csv_file(GIFT | {"topics": "Returns", "language": "id"}))
        assert Placement.objects.get().topic.locale.language_code == "id"

    def test_new_questions_stand_at_the_end(self):
        topic = add_topic("Returns")
        first = add_question("First?", topic=topic)
        imported(csv_file(GIFT | {"topics": "Returns"}))
        assert list(topic.questions.order_by("placements__sort_order")) == [first, Question.objects.get(slug=GIFT_SLUG)]

    def test_a_title_may_hold_the_signs_that_part_titles(self):
        imported(csv_file(GIFT | {"topics": r"Size \> 40 \| large"}))
        assert Topic.objects.get().title == "Size > 40 | large"

    def test_what_the_file_does_not_name_is_left(self):
        topic = add_topic("Returns")
        add_question(GIFT["question"], topic=topic, slug=GIFT_SLUG)
        imported(csv_file(GIFT | {"answer": "Changed."}))
        assert topic.questions.exists()

    def test_a_topic_that_is_no_longer_named_is_left(self):
        topic = add_topic("Returns")
        add_question(GIFT["question"], topic=topic, slug=GIFT_SLUG)
        imported(csv_file(GIFT | {"topics": "Gifts"}))
        assert not topic.questions.exists()


GIFT_SLUG = "may-i-return-a-gift"


class TestQuestionsThatAreThere:
    def test_a_second_import_changes_nothing(self):
        row = GIFT | {"topics": "Orders > Returns", "tags": "gift", "featured": "yes", "keywords": "a"}
        imported(csv_file(row))
        assert planned(csv_file(row)).counts == {"unchanged": 1}

    def test_nor_does_a_second_import_of_drafts(self):
        row = GIFT | {"state": "draft", "topics": "Returns", "tags": "gift"}
        imported(csv_file(row))
        assert planned(csv_file(row)).counts == {"unchanged": 1}

    def test_they_are_brought_up_to_date(self):
        imported(csv_file(GIFT))
        imported(csv_file(GIFT | {"answer": "No."}))
        assert answer_of(one()) == "<p>No.</p>"

    def test_the_plan_names_what_changes(self):
        imported(csv_file(GIFT))
        (step,) = planned(csv_file(GIFT | {"answer": "No.", "keywords": "gift"})).steps
        assert step.changes == ["answer", "search_keywords"]

    def test_they_are_skipped_by_choice(self):
        imported(csv_file(GIFT))
        imported(csv_file(GIFT | {"answer": "No."}), update=False)
        assert answer_of(one()) == "<p>Yes.</p>"

    def test_a_draft_goes_live_when_the_file_says_so(self):
        imported(csv_file(GIFT | {"state": "draft"}))
        imported(csv_file(GIFT))
        assert one().live

    def test_a_draft_never_takes_a_live_question_down(self):
        imported(csv_file(GIFT))
        imported(csv_file(GIFT | {"state": "draft", "answer": "No."}))
        question = one()
        assert (question.live, answer_of(question), answer_of(question.get_latest_revision_as_object())) == (
            True,
            "<p>Yes.</p>",
            "<p>No.</p>",
        )

    def test_a_locked_one_is_left_alone(self):
        add_question(GIFT["question"], slug=GIFT_SLUG, locked=True)
        assert planned(csv_file(GIFT | {"answer": "No."})).counts == {"left alone": 1}

    def test_one_with_changes_that_wait_is_left_alone(self):
        question = add_question(GIFT["question"], slug=GIFT_SLUG)
        question.note = "An editor's work"
        question.save_revision()
        assert planned(csv_file(GIFT | {"answer": "No."})).counts == {"left alone": 1}

    def test_one_that_is_being_reviewed_is_left_alone(self, editor):
        question = add_question(GIFT["question"], slug=GIFT_SLUG, live=False)
        question.save_revision(user=editor)
        question.get_workflow().start(question, editor)
        assert planned(csv_file(GIFT | {"answer": "No."})).counts == {"left alone": 1}

    def test_a_draft_is_brought_up_to_date_in_the_list_too(self):
        imported(csv_file(GIFT | {"state": "draft"}))
        imported(csv_file(GIFT | {"state": "draft", "answer": "No.", "audience": "agent"}))
        assert (answer_of(one()), one().audience) == ("<p>No.</p>", Audience.AGENT)

    def test_the_history_says_who_changed_it(self, editor):
        imported(csv_file(GIFT))
        plan_carry_out(planned(csv_file(GIFT | {"answer": "No."})), user=editor)
        assert one().latest_revision.user == editor


class TestRights:
    def test_who_may_not_publish_imports_drafts(self):
        imported(csv_file(GIFT), rights=Rights(may_publish=False))
        assert not one().live

    def test_who_may_not_change_changes_nothing(self):
        imported(csv_file(GIFT))
        assert planned(csv_file(GIFT | {"answer": "No."}), rights=Rights(may_change=False)).counts == {"skipped": 1}

    def test_who_may_not_add_topics_is_refused_new_ones(self):
        found = reasons(csv_file(GIFT | {"topics": "Orders"}), rights=Rights(may_add_topics=False))
        assert found == {2: "There is no topic “Orders”, and you may not add topics."}


class TestAllOrNothing:
    def test_one_broken_row_of_500_stops_the_import_and_is_named(self):
        rows = [GIFT | {"question": f"Question {number}?"} for number in range(500)]
        rows[313]["audience"] = "nobody"
        assert reasons(csv_file(*rows)) == {315: "There is no audience “nobody”. Audiences are: public, customer, agent."}

    def test_nothing_of_it_is_there(self):
        plan = planned(csv_file(GIFT | {"topics": "New"}, GIFT | {"question": ""}))
        with pytest.raises(RefusedImport):
            plan_carry_out(plan)
        assert not Question.objects.exists() and not Topic.objects.exists()

    def test_a_failure_on_the_way_leaves_nothing(self):
        plan = planned(csv_file(GIFT, GIFT | {"question": "The last one?"}))
        add_question("The last one?", slug="the-last-one")  # somebody else is faster
        with pytest.raises((IntegrityError, ValidationError)):
            plan_carry_out(plan)
        assert Question.objects.count() == 1

    def test_what_an_editor_saved_since_the_plan_is_not_lost(self):
        imported(csv_file(GIFT))
        plan = planned(csv_file(GIFT | {"answer": "No."}))
        question = one()
        question.note = "An editor's work"
        question.save_revision().publish()
        with pytest.raises(RefusedImport, match="somebody changed “May I return a gift"):
            plan_carry_out(plan)
        assert (one().note, answer_of(one())) == ("An editor's work", "<p>Yes.</p>")

    def test_nor_what_was_saved_over_the_last_version(self):
        imported(csv_file(GIFT | {"state": "draft"}))
        plan = planned(csv_file(GIFT | {"state": "draft", "answer": "No."}))
        question = one()
        question.note = "An editor's work"
        question.save_revision(overwrite_revision=question.latest_revision)
        with pytest.raises(RefusedImport):
            plan_carry_out(plan)

    def test_nor_what_was_submitted_since(self, editor):
        imported(csv_file(GIFT | {"state": "draft"}))
        plan = planned(csv_file(GIFT | {"answer": "No."}))
        one().get_workflow().start(one(), editor)
        with pytest.raises(RefusedImport):
            plan_carry_out(plan)

    def test_planning_writes_nothing(self):
        planned(csv_file(GIFT | {"topics": "Orders > Returns"}))
        assert not Question.objects.exists() and not Topic.objects.exists()

    def test_the_search_of_the_admin_finds_what_came_in(self):
        imported(csv_file(GIFT, GIFT | {"question": "Who pays for the parcel?"}))
        assert [each.slug for each in get_search_backend().search("parcel", Question.objects.all())] == [
            "who-pays-for-the-parcel"
        ]

    def test_links_in_what_came_in_are_known(self, home):
        imported(csv_file(GIFT | {"answer": f'<p><a linktype="page" id="{home.pk}" href="{home.link}">Home</a></p>'}))
        assert ReferenceIndex.get_references_to(home).filter(object_id=str(one().pk)).exists()

    def test_a_question_more_asks_little_more(self):
        asked = []
        for count in (2, 6):
            rows = (GIFT | {"question": f"Of {count}, number {number}?"} for number in range(count))
            plan = planned(json_file(*rows))
            with CaptureQueriesContext(connection) as queries:
                plan_carry_out(plan)
            asked.append(len(queries))
        assert (asked[1] - asked[0]) / 4 < 50

    def test_planning_asks_no_more_for_many_rows(self, django_assert_max_num_queries):
        content = json_file(*(GIFT | {"question": f"Question {number}?", "topics": "Orders"} for number in range(300)))
        imported(content)
        with django_assert_max_num_queries(12):
            planned(content)

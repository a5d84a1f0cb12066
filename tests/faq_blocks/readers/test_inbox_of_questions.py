"""What readers say about questions reaches the editors' inbox, the answers to readers, and the reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.personal_data import Person
from activity.models import OpenCount
from content.audiences import Audience
from faq_blocks.models import Question
from faq_blocks.readers.opening import NUMBER
from feedback.inbox.answering import answer_queue
from feedback.models import Comment, FeedbackSettings
from feedback.personal import comments_erase, comments_export, votes_export
from feedback.services import comments_expire, scores_refresh, vote_record
from search.models import OutboxEntry
from tests.faq_blocks.library import add_question
from tests.feedback.inbox.conftest import comment_on, detail, listing, triage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editing(editor: Any) -> Client:
    Group.objects.get(name="Editors").permissions.add(
        *Permission.objects.filter(content_type__app_label="faq_blocks", codename="change_question")
    )
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def said(question) -> Comment:
    return comment_on(question, "Which shop?")


class TestList:
    def test_a_comment_stands_with_its_question(self, editing, said):
        shown = listing(editing)
        assert "Which shop?" in shown and "May I return it?" in shown

    def test_who_may_not_edit_questions_does_not_see_it(self, editing, said):
        Group.objects.get(name="Editors").permissions.remove(*Permission.objects.filter(codename="change_question"))
        assert "Which shop?" not in listing(editing)

    @pytest.mark.parametrize(("about", "is_there"), [("question", True), ("page", False), ("search", False)])
    def test_it_is_narrowed_by_kind(self, editing, said, about, is_there):
        assert ("Which shop?" in listing(editing, about=about)) is is_there

    def test_it_is_narrowed_by_owner(self, editing, editor, said, customer):
        Question.objects.update(owner=editor)
        assert "Which shop?" in listing(editing, owner=editor.pk)

    def test_the_owner_of_a_question_has_it_on_the_first_page(self, editing, editor, said):
        Question.objects.update(owner=editor)
        assert "Which shop?" in editing.get(reverse("wagtailadmin_home")).content.decode()

    def test_the_file_names_the_question(self, editing, said):
        response: Any = editing.get(reverse("feedback_comments:index"), {"export": "csv"})
        line = b"".join(response.streaming_content).decode().splitlines()[1]
        assert "May I return it?" in line and "question" in line

    def test_many_rows_cost_as_many_queries_as_one(self, editing, said, django_assert_max_num_queries):
        for number in range(8):
            comment_on(add_question(f"Number {number}?"), f"Words {number}")
        listing(editing)
        with django_assert_max_num_queries(40):
            listing(editing)


class TestOne:
    def test_it_leads_to_the_form_of_the_question(self, editing, said, question):
        place = editing.get(reverse("feedback_comments:place", args=[said.pk]))
        assert place.url.endswith(f"/edit/{question.pk}/")

    def test_it_names_question_and_votes(self, editing, said, question):
        vote_record(target=question, revision=0, language="en", voter_key="anonymous:1", is_helpful=False)
        shown = editing.get(detail(said)).content.decode()
        assert "May I return it?" in shown and "not helpful: 1" in shown

    def test_it_shows_what_has_changed_since(self, editing, question):
        said = comment_on(question)
        question.save_revision().publish()
        shown = editing.get(detail(said)).content.decode()
        assert f"/compare/{said.revision}...live/" in shown

    def test_it_can_be_closed(self, editing, said):
        triage(editing, said, state="done")
        said.refresh_from_db()
        assert said.state == "done"

    def test_a_question_that_is_gone_leaves_nothing(self, said, question):
        question.delete()
        assert not Comment.objects.exists()


class TestAnswers:
    @pytest.fixture
    def answered(self, question, django_capture_on_commit_callbacks) -> Callable[[], str]:
        said = comment_on(question, email="reader@example.org")

        def send() -> str:
            with django_capture_on_commit_callbacks(execute=True):
                answer_queue(comment=said, text="Any shop.", user=None, number=1)
            return f"{mail.outbox[0].subject}\n{mail.outbox[0].body}"

        return send

    def test_the_mail_names_the_question(self, answered):
        assert "May I return it?" in answered()

    def test_a_question_hidden_since_is_not_named(self, answered):
        Question.objects.update(audience=Audience.AGENT)
        assert "May I return it?" not in answered()


class TestPersonalData:
    @pytest.fixture
    def person(self, question, customer) -> Person:
        vote = vote_record(target=question, revision=0, language="en", voter_key=f"user:{customer.pk}", is_helpful=False).vote
        comment_on(question, vote=vote, voter_key=vote.voter_key)
        return Person(user=customer, email="")

    def test_votes_and_comments_name_the_question(self, person, question):
        rows = [*votes_export(person), *comments_export(person)]
        assert [(row["question"], row["title"]) for row in rows] == [(question.pk, "May I return it?")] * 2

    def test_a_question_hidden_since_is_a_number(self, person, question):
        Question.objects.update(audience=Audience.AGENT)
        assert votes_export(person)[0]["title"] is None

    def test_words_go(self, person):
        comments_erase(person)
        assert Comment.objects.get().text == ""

    def test_words_expire(self, said):
        FeedbackSettings.objects.create(comment_days=30)
        Comment.objects.update(said=timezone.now() - timedelta(days=31))
        comments_expire()
        assert Comment.objects.get().text == ""


def test_search_reads_questions_with_new_votes_again(question):
    vote_record(target=question, revision=0, language="en", voter_key="anonymous:1", is_helpful=True)
    OutboxEntry.objects.all().delete()
    assert scores_refresh(since=timezone.now() - timedelta(hours=1)) == 1
    assert set(OutboxEntry.objects.values_list("key", flat=True)) == {f"question:{question.pk}"}


class TestReport:
    @pytest.fixture
    def figures(self, home):
        loved, hated, silent = add_question("Loved?"), add_question("Hated?"), add_question("Silent?")
        for number in range(4):
            vote_record(target=loved, revision=0, language="en", voter_key=f"anonymous:{number}", is_helpful=True)
            vote_record(target=hated, revision=0, language="en", voter_key=f"anonymous:{number}", is_helpful=False)
        for question, readers in ((loved, 2), (silent, 30)):
            OpenCount.objects.create(kind=NUMBER, target_id=question.pk, day=timezone.localdate(), readers=readers)

    def rows(self, client: Client, **asked: str) -> list[tuple[str, int]]:
        response = client.get(reverse("faq_figures"), asked)
        return [(row.question.question, row.opened) for row in response.context["rows"]]

    def test_what_is_opened_most_comes_first(self, editing, figures):
        assert self.rows(editing) == [("Silent?", 30), ("Loved?", 2)]

    def test_what_helps_least_comes_first(self, editing, figures):
        assert self.rows(editing, by="unhelpful") == [("Hated?", 0), ("Loved?", 2)]

    def test_what_helps_most_comes_first(self, editing, figures):
        assert self.rows(editing, by="helpful") == [("Loved?", 2), ("Hated?", 0)]

    def test_what_nobody_votes_on_is_found(self, editing, figures):
        assert self.rows(editing, by="silent") == [("Silent?", 30)]

    def test_old_openings_do_not_count(self, editing, figures):
        OpenCount.objects.update(day=timezone.localdate() - timedelta(days=31))
        assert self.rows(editing) == []

    @pytest.mark.parametrize("asked", [{"by": "x"}, {"p": "x"}, {"p": "-1"}, {"language": "xx"}, {"p": "9" * 30}])
    def test_what_makes_no_sense_is_the_first_list(self, editing, figures, asked):
        assert len(self.rows(editing, **asked)) == 2

    def test_another_language_is_another_list(self, editing, figures, homes):
        assert self.rows(editing, language="ar") == []

    def test_many_rows_cost_as_many_queries_as_few(self, editing, figures, django_assert_max_num_queries):
        self.rows(editing)
        with django_assert_max_num_queries(25):
            self.rows(editing)

    def test_it_is_not_for_readers(self, figures, customer):
        client = Client()
        client.force_login(customer)
        assert client.get(reverse("faq_figures")).status_code == 302

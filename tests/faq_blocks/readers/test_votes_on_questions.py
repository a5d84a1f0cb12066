"""Each answer of the library is voted on and commented, as pages are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from content.audiences import Audience
from faq_blocks.models import Question
from feedback.models import Comment, CountRestart, FeedbackSettings, Vote, VoteTotal
from feedback.selectors import helpful_scores, vote_counts
from feedback.services import count_restart, vote_record
from feedback.targets import target_key
from feedback.wilson import wilson_lower_bound
from plugins.hooks import add_action
from tests.factories import add_page
from tests.faq_blocks.library import add_question, faq_block, picked
from tests.faq_blocks.readers.conftest import Asker, address

pytestmark = pytest.mark.django_db


class TestVotes:
    def test_a_vote_names_the_question(self, asker, question):
        asker.vote(question, "yes")
        assert Vote.objects.filter(**target_key(question), is_helpful=True, language="en").exists()

    def test_a_vote_notes_the_revision_that_was_read(self, asker, question):
        old = question.live_revision_id
        question.save_revision().publish()
        asker.vote(question, "yes", revision=str(old))
        assert Vote.objects.get().revision == old

    def test_a_vote_on_a_page_of_the_same_number_is_another(self, asker, question, home):
        vote_record(target=home, revision=0, language="en", voter_key="anonymous:1", is_helpful=False)
        Vote.objects.update(target_id=question.pk)
        asker.vote(question, "yes")
        assert vote_counts(question).total == 1

    def test_a_press_in_the_page_brings_a_form_that_sends_itself(self, asker, question):
        html = asker.read(question, choose="no")
        assert 'hx-trigger="load"' in html and '"answer": "no"' in html

    def test_a_press_that_is_none_brings_only_the_form(self, asker, question):
        assert 'hx-trigger="load"' not in asker.read(question, choose='x"><script>')

    def test_without_scripts_the_link_sends_nothing(self, asker, question):
        html = asker.read(question, htmx=False, choose="yes")
        assert "<html" in html and "hx-vals" not in html and not Vote.objects.exists()

    def test_without_scripts_it_has_the_question_as_its_title(self, asker, question):
        assert "May I return it?" in asker.read(question, htmx=False)

    def test_titles_are_escaped(self, asker, home):
        assert "<script>alert" not in asker.read(add_question("<script>alert(1)</script>"), htmx=False)

    def test_the_part_has_ids_of_its_own(self, asker, question):
        """Several stand on one page, beside that of the page."""
        html = asker.read(question)
        assert f'id="feedback-question-{question.pk}-title"' in html and 'id="feedback-title"' not in html

    def test_it_adds_no_heading_to_the_page(self, asker, question):
        assert "<h2" not in asker.read(question)

    def test_nothing_of_it_is_kept_by_caches(self, client, question):
        assert "no-store" in client.get(address(question))["Cache-Control"]

    @pytest.mark.parametrize("path", ["/feedback/nothing/1/", "/feedback/question/999999/", "/feedback/question/٧/"])
    def test_what_is_not_there_is_not_found(self, client, home, path):
        assert client.get(path).status_code == 404

    def test_votes_go_with_the_question(self, asker, question):
        asker.vote(question, "no")
        asker.comment(question, reason="confusing", text="Which one?")
        question.delete()
        assert not (Vote.objects.exists() or Comment.objects.exists() or VoteTotal.objects.exists())


class TestWhoMayVote:
    @pytest.mark.parametrize("fields", [{"audience": Audience.CUSTOMER}, {"audience": Audience.AGENT}, {"live": False}])
    def test_a_question_that_is_not_theirs_is_not_there(self, client, home, fields):
        assert client.get(address(add_question(**fields))).status_code == 404

    def test_an_expired_question_is_not_there(self, client, question):
        Question.objects.filter(pk=question.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        assert client.get(address(question)).status_code == 404

    def test_customers_vote_on_what_is_for_customers(self, client, home, customer):
        client.force_login(customer)
        assert client.get(address(add_question(audience=Audience.CUSTOMER))).status_code == 200

    def test_a_draft_of_a_live_question_shows_nothing_of_itself(self, asker, question):
        question.question = "Secret plan?"
        question.save_revision()
        assert "Secret plan?" not in asker.read(question, htmx=False)


class TestComments:
    def test_a_reason_and_words_are_stored_with_the_question(self, asker, question):
        asker.vote(question, "no")
        asker.comment(question, reason="outdated", text="Shops differ.")
        assert Comment.objects.filter(**target_key(question), reason="outdated", text="Shops differ.").exists()

    def test_a_form_of_one_question_is_no_good_for_another(self, asker, question):
        html = asker.vote(question, "no").content.decode()
        other = add_question("Another one?")
        assert asker.comment(other, html, reason="outdated").status_code == 400 and not Comment.objects.exists()

    def test_a_form_of_a_page_of_the_same_number_is_no_good(self, asker, question, home):
        html = asker.vote(question, "no").content.decode()
        Vote.objects.update(target_type=target_key(home)["target_type"])
        assert asker.comment(question, html, reason="outdated").status_code == 400

    def test_words_too_long_are_refused_beside_their_field(self, asker, question):
        html = asker.vote(question, "yes").content.decode()
        answer = asker.comment(question, html, text="x" * 1001)
        assert answer.status_code == 400 and f'id="feedback-question-{question.pk}-text-error"' in answer.content.decode()


class TestScores:
    def test_few_good_votes_say_less_than_many(self, home):
        few, many = add_question("Few?"), add_question("Many?")
        for number in range(2):
            vote_record(target=few, revision=0, language="en", voter_key=f"anonymous:{number}", is_helpful=True)
        for number in range(20):
            vote_record(target=many, revision=0, language="en", voter_key=f"anonymous:{number}", is_helpful=number > 1)
        scores = helpful_scores([few.pk, many.pk], of=Question)
        assert scores == {few.pk: wilson_lower_bound(2, 2), many.pk: wilson_lower_bound(18, 20)}
        assert scores[many.pk] > scores[few.pk]

    def test_scores_of_pages_with_the_same_number_are_others(self, question, home):
        vote_record(target=question, revision=0, language="en", voter_key="anonymous:1", is_helpful=True)
        assert helpful_scores([question.pk]) == {}

    def test_one_query_tells_of_all(self, django_assert_num_queries, home):
        ids = [add_question(f"Number {number}?").pk for number in range(3)]
        helpful_scores(ids, of=Question)
        with django_assert_num_queries(1):
            helpful_scores(ids, of=Question)

    def test_a_major_change_counts_from_its_publishing_on(self, question):
        vote_record(target=question, revision=1, language="en", voter_key="anonymous:1", is_helpful=True)
        revision = question.save_revision()
        count_restart(question, revision)
        before = vote_counts(question).total
        revision.publish()
        assert (before, vote_counts(question).total) == (1, 0) and CountRestart.objects.get().in_force


class TestHooks:
    @pytest.fixture
    def told(self):
        calls: list[tuple[int, bool, bool]] = []
        add_action("faq_voted", lambda question_id, is_helpful, is_change: calls.append((question_id, is_helpful, is_change)))
        return calls

    def test_a_vote_is_told(self, asker, question, told, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            asker.vote(question, "no")
        assert told == [(question.pk, False, False)]

    def test_a_vote_on_a_page_is_none_on_a_question(self, home, told, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            vote_record(target=home, revision=0, language="en", voter_key="anonymous:1", is_helpful=True)
        assert told == []


class TestInPages:
    @pytest.fixture
    def page(self, home, question):
        from home.models import PlainPage

        return add_page(home, PlainPage, "Pricing", body=[faq_block(questions=picked(question))])

    def test_the_answer_has_two_links_and_no_form(self, client, page, question):
        html = client.get(page.link).content.decode()
        link = f'href="{address(question)}?revision={question.live_revision_id}&amp;choose='
        assert html.count(link) == 2 and "csrf" not in html.partition("<main")[2].partition("</main")[0]

    def test_it_is_the_same_for_whoever_has_voted(self, asker, page, question):
        before = asker.client.get(page.link).content
        asker.vote(question, "yes")
        assert asker.client.get(page.link).content == before

    def test_where_nobody_is_asked_openings_are_counted_still(self, client, page, question):
        FeedbackSettings.objects.create(is_on=False)
        html = client.get(page.link).content.decode()
        assert "choose=yes" not in html and f'data-answer="question/{question.pk}"' in html

    def test_a_question_typed_in_place_has_none(self, client, home):
        from home.models import PlainPage

        typed = faq_block(entries=[{"question": "Why?", "answer": "<p>So.</p>"}])
        page = add_page(home, PlainPage, "Typed", body=[typed])
        assert "data-answer" not in client.get(page.link).content.decode()

    def test_many_answers_ask_the_settings_once(self, client, home, django_assert_max_num_queries):
        from home.models import PlainPage

        questions = [add_question(f"Number {number}?") for number in range(30)]
        page = add_page(home, PlainPage, "Many", body=[faq_block(questions=picked(*questions))])
        client.get(page.link)
        with django_assert_max_num_queries(14):
            html = client.get(page.link).content.decode()
        assert html.count("choose=yes") == 30


def test_a_reader_is_one_whoever_they_vote_on(question, home):
    """The cookie of the first vote serves for the second."""
    asker = Asker()
    asker.vote(question, "yes")
    other = add_question("Another?")
    asker.vote(other, "no")
    assert Vote.objects.values("voter_key").distinct().count() == 1


def test_the_slot_of_pages_is_as_it_was(home):
    assert "/feedback/" in render_to_string("feedback/slot.html", {"page": home})

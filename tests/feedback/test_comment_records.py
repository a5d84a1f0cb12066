"""Comments as they are stored, and what becomes of them."""

from __future__ import annotations

import pytest

from feedback.models import Comment, State, Vote
from feedback.services import comment_record, note_record, vote_record
from plugins.hooks import add_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(article):
    def call(is_helpful: bool = False) -> Vote:
        recorded = vote_record(target=article, revision=7, language="en", voter_key="anonymous:a", is_helpful=is_helpful)
        return recorded.vote

    return call


@pytest.fixture
def heard():
    """What listeners were told: (text, is a change)."""
    calls: list[tuple[str, bool]] = []
    add_action("feedback_commented", lambda comment, is_change: calls.append((comment.text, is_change)))
    return calls


class TestRecording:
    def test_one_vote_has_one_comment(self, answer):
        vote = answer()
        comment_record(vote=vote, reason="other", text="First")
        comment_record(vote=vote, reason="other", text="Second")
        assert Comment.objects.get().text == "Second"

    @pytest.mark.parametrize("reason", ["boring", "OTHER"])
    def test_what_is_no_reason_is_refused(self, answer, reason):
        with pytest.raises(ValueError, match="is no reason here"):
            comment_record(vote=answer(), reason=reason)

    def test_praise_has_no_reason(self, answer):
        with pytest.raises(ValueError, match="is no reason here"):
            comment_record(vote=answer(True), reason="other")

    def test_a_text_that_is_too_long_is_refused(self, answer):
        with pytest.raises(ValueError, match="1000"):
            comment_record(vote=answer(), reason="other", text="x" * 1001)

    def test_halves_of_letters_are_taken_out(self, answer):
        comment_record(vote=answer(), reason="other", text="a\ud800b")
        assert Comment.objects.get().text == "ab"

    def test_a_vote_that_is_gone_has_no_comment(self, answer):
        vote = answer()
        Vote.objects.all().delete()
        with pytest.raises(Vote.DoesNotExist):
            comment_record(vote=vote, reason="other")

    @pytest.mark.parametrize("state", [State.DONE, State.DECLINED])
    def test_new_words_open_it_again(self, answer, state):
        vote = answer()
        comment_record(vote=vote, reason="other", text="Broken")
        Comment.objects.update(state=state, closed_by_revision=9)
        comment_record(vote=vote, reason="other", text="Still broken")
        assert Comment.objects.values_list("state", "closed_by_revision").get() == (State.OPEN, 0)

    def test_the_history_says_that_a_reader_opened_it_again(self, answer):
        vote = answer()
        comment = comment_record(vote=vote, reason="other", text="Broken").comment
        Comment.objects.update(state=State.DONE)
        comment_record(vote=vote, reason="other", text="Still broken")
        assert comment.events.values_list("before", "after").get() == ("done", "open")
        assert comment.events.get().user is None

    def test_the_same_words_leave_it_closed(self, answer):
        vote = answer()
        comment_record(vote=vote, reason="other", text="Broken")
        Comment.objects.update(state=State.DONE)
        comment_record(vote=vote, reason="other", text="Broken")
        assert Comment.objects.get().state == State.DONE

    def test_comments_go_with_their_page(self, answer, article):
        comment_record(vote=answer(), reason="other")
        article.delete()
        assert not Comment.objects.exists()


class TestTelling:
    def test_listeners_hear_of_a_comment(self, answer, heard, django_capture_on_commit_callbacks):
        vote = answer()
        with django_capture_on_commit_callbacks(execute=True):
            comment_record(vote=vote, reason="other", text="Words")
        assert heard == [("Words", False)]

    def test_listeners_hear_of_a_replacement(self, answer, heard, django_capture_on_commit_callbacks):
        vote = answer()
        comment_record(vote=vote, reason="other", text="Words")
        with django_capture_on_commit_callbacks(execute=True):
            comment_record(vote=vote, reason="other", text="Others")
        assert heard == [("Others", True)]

    def test_listeners_do_not_hear_the_same_twice(self, answer, heard, django_capture_on_commit_callbacks):
        vote = answer()
        comment_record(vote=vote, reason="other", text="Words")
        with django_capture_on_commit_callbacks(execute=True):
            comment_record(vote=vote, reason="other", text="Words")
        assert heard == []

    def test_listeners_hear_nothing_before_it_is_stored_for_good(self, answer, heard):
        comment_record(vote=answer(), reason="other")
        assert heard == []


class TestChangeOfMind:
    def test_yes_after_no_keeps_the_words(self, answer):
        comment_record(vote=answer(), reason="other", text="Words", email="ann@example.org")
        answer(True)
        assert Comment.objects.values_list("text", "email").get() == ("Words", "ann@example.org")

    def test_yes_after_no_withdraws_the_reason(self, answer):
        comment_record(vote=answer(), reason="other", text="Words")
        answer(True)
        assert Comment.objects.values_list("reason", "is_helpful").get() == ("", True)

    def test_of_a_mere_reason_nothing_stays(self, answer):
        comment_record(vote=answer(), reason="other")
        answer(True)
        assert not Comment.objects.exists()

    def test_what_editors_work_on_stays(self, answer):
        comment_record(vote=answer(), reason="other")
        Comment.objects.update(state=State.PLANNED)
        answer(True)
        assert Comment.objects.get().state == State.PLANNED

    def test_the_same_answer_again_changes_nothing(self, answer):
        comment_record(vote=answer(), reason="other", text="Words")
        answer(False)
        assert Comment.objects.get().reason == "other"


class TestNotes:
    def test_a_note_is_about_no_page(self):
        note_record(language="en", voter_key="anonymous:a", query="gift wrap", text="Do you wrap?")
        comment = Comment.objects.get()
        assert (comment.target_type, comment.query, comment.is_helpful) == (None, "gift wrap", None)

    def test_the_same_search_again_replaces_it(self):
        for text in ("First", "Second"):
            note_record(language="en", voter_key="anonymous:a", query="gift wrap", text=text)
        assert Comment.objects.get().text == "Second"

    def test_another_search_is_another_note(self):
        for query in ("gift wrap", "ribbons"):
            note_record(language="en", voter_key="anonymous:a", query=query, text="Words")
        assert Comment.objects.count() == 2

    def test_nobody_can_leave_none(self):
        with pytest.raises(ValueError, match="somebody"):
            note_record(language="en", voter_key="", text="Words")

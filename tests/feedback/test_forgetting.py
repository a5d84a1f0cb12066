"""Words and addresses are forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.models import Comment, FeedbackSettings, State
from feedback.services import comment_record, comments_expire, retention, vote_record
from operations.jobs import all_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(article):
    """A comment of so many days ago."""

    def call(days: float, reader: str = "a", **fields: str) -> Comment:
        key = f"anonymous:{reader}"
        vote = vote_record(target=article, revision=7, language="en", voter_key=key, is_helpful=False).vote
        given = {"reason": "other", "text": "Words", "email": "ann@example.org"} | fields
        comment = comment_record(vote=vote, **given).comment
        Comment.objects.filter(pk=comment.pk).update(said=timezone.now() - timedelta(days=days), note="Note", answer="Dear Ann")
        return comment

    return call


def test_a_fresh_comment_stays(said):
    said(89)
    assert comments_expire() == 0


def test_the_address_goes_first(said):
    comment = said(91)
    comments_expire()
    comment.refresh_from_db()
    assert (comment.email, comment.text, comment.erased) == ("", "Words", None)


def test_then_the_words_and_what_repeats_them(said):
    comment = said(366, section="before")
    comments_expire()
    comment.refresh_from_db()
    assert [comment.email, comment.text, comment.note, comment.answer, comment.section] == [""] * 5


def test_reason_and_state_stay(said):
    comment = said(366)
    Comment.objects.update(state=State.DONE)
    comments_expire()
    comment.refresh_from_db()
    assert (comment.reason, comment.state) == ("other", State.DONE) and comment.erased


def test_the_work_of_editors_makes_no_comment_younger(said):
    comment = said(91)
    comment.refresh_from_db()
    comment.save()
    comments_expire()
    comment.refresh_from_db()
    assert comment.email == ""


def test_the_setting_decides(said):
    said(10)
    FeedbackSettings.objects.create(email_days=5, comment_days=8)
    comments_expire()
    assert Comment.objects.values_list("text", "email").get() == ("", "")


def test_it_goes_in_batches(said, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        said(400, reader=str(number))
    comments_expire()
    assert not Comment.objects.exclude(text="").exists()


def test_killed_in_the_middle_it_goes_on_the_next_time(said, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        said(400, reader=str(number))
    batches = retention._emptied

    def once(comments, fields, now):
        pks = list(comments.order_by("said").values_list("pk", flat=True)[:2])
        Comment.objects.filter(pk__in=pks).update(**fields)
        raise KeyboardInterrupt

    monkeypatch.setattr(retention, "_emptied", once)
    with pytest.raises(KeyboardInterrupt):
        comments_expire()
    monkeypatch.setattr(retention, "_emptied", batches)
    comments_expire()
    assert not Comment.objects.exclude(text="", email="").exists()


def test_the_scheduler_does_it():
    assert "feedback.forget" in [job.name for job in all_jobs()]

"""One vote for each reader, target and revision."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from accounts.models import User
from feedback.models import Vote
from feedback.services import Outcome, vote_record
from plugins.hooks import add_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(article):
    def call(is_helpful: bool, *, voter_key: str = "anonymous:a", revision: int = 7, target=article):
        return vote_record(target=target, revision=revision, language="en", voter_key=voter_key, is_helpful=is_helpful)

    return call


@pytest.fixture
def heard():
    """What listeners of feedback_given were told: (helpful, is a change)."""
    calls: list[tuple[bool, bool]] = []
    add_action("feedback_given", lambda vote, is_change: calls.append((vote.is_helpful, is_change)))
    return calls


def test_an_answer_is_stored(record):
    assert record(True).vote == Vote.objects.get(is_helpful=True, language="en", revision=7)


def test_the_same_answer_again_makes_no_second_vote(record):
    record(True)
    record(True)
    assert Vote.objects.count() == 1


def test_another_answer_replaces_the_first(record):
    record(True)
    record(False)
    assert list(Vote.objects.values_list("is_helpful", flat=True)) == [False]


def test_it_is_told_what_an_answer_did(record):
    outcomes = [record(True).outcome, record(True).outcome, record(False).outcome]
    assert outcomes == [Outcome.NEW, Outcome.SAME, Outcome.CHANGED]


def test_another_reader_has_another_vote(record):
    record(True)
    record(True, voter_key="anonymous:b")
    assert Vote.objects.count() == 2


def test_a_new_revision_is_voted_on_anew(record):
    record(True)
    record(False, revision=8)
    assert Vote.objects.count() == 2


def test_the_table_itself_refuses_a_second_vote(record):
    vote = record(True).vote
    vote.pk = None
    with pytest.raises(IntegrityError):
        vote.save(force_insert=True)


def test_a_page_and_its_row_as_a_help_page_are_one_target(record, article):
    record(True)
    record(True, target=article.helppage_ptr)
    assert Vote.objects.count() == 1


def test_something_else_with_the_same_id_is_another_target(record, article):
    record(True)
    record(True, target=User.objects.create_user("somebody", pk=article.pk))
    assert Vote.objects.count() == 2


def test_listeners_hear_of_a_new_answer(record, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record(True)
    assert heard == [(True, False)]


def test_listeners_hear_of_a_change(record, heard, django_capture_on_commit_callbacks):
    record(True)
    with django_capture_on_commit_callbacks(execute=True):
        record(False)
    assert heard == [(False, True)]


def test_listeners_do_not_hear_the_same_twice(record, heard, django_capture_on_commit_callbacks):
    record(True)
    with django_capture_on_commit_callbacks(execute=True):
        record(True)
    assert heard == []


def test_listeners_hear_nothing_before_the_answer_is_stored_for_good(record, heard):
    record(True)
    assert heard == []


def test_votes_go_with_their_page(record, article):
    record(True)
    article.delete()
    assert not Vote.objects.exists()


def test_votes_on_other_pages_stay(record, article, category):
    record(True, target=category)
    article.delete()
    assert Vote.objects.count() == 1

"""What answers say about a page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.models import Vote
from feedback.selectors import VoteCounts, helpful_scores, vote_counts, wilson_lower_bound
from feedback.services import scores_refresh, vote_record
from operations.jobs import all_jobs
from search.models import OutboxEntry
from search.pages import load_pages


def give(page, *answers: bool, revision: int = 1, first_reader: int = 0) -> None:
    for number, is_helpful in enumerate(answers, first_reader):
        vote_record(target=page, revision=revision, language="en", voter_key=f"anonymous:{number}", is_helpful=is_helpful)


@pytest.mark.parametrize(
    ("positive", "total", "bound"),
    # Computed by hand from the formula of 1927 with z = 1.96.
    [(0, 0, 0.0), (0, 10, 0.0), (1, 1, 0.2065), (5, 10, 0.2366), (9, 10, 0.5958), (90, 100, 0.8256), (10, 10, 0.7225)],
)
def test_lower_bound(positive, total, bound):
    assert wilson_lower_bound(positive, total) == pytest.approx(bound, abs=5e-5)


def test_two_of_two_say_less_than_ninety_of_a_hundred():
    assert wilson_lower_bound(2, 2) < wilson_lower_bound(90, 100)


@pytest.mark.django_db
class TestCounts:
    def test_a_page_nobody_answered(self, article):
        assert vote_counts(article) == VoteCounts(0, 0)

    def test_both_answers_are_counted(self, article):
        give(article, True, True, False)
        assert vote_counts(article) == VoteCounts(helpful=2, unhelpful=1)

    def test_answers_on_other_pages_are_not(self, article, category):
        give(category, True)
        assert vote_counts(article).total == 0

    def test_a_reader_of_two_revisions_counts_once_with_the_newer_answer(self, article):
        give(article, False, revision=1)
        give(article, True, revision=2)
        assert vote_counts(article) == VoteCounts(helpful=1, unhelpful=0)


@pytest.mark.django_db
class TestScores:
    def test_a_page_nobody_answered_has_none(self, article):
        assert helpful_scores([article.pk]) == {}

    def test_each_page_has_its_own(self, article, category):
        give(article, True)
        give(category, False)
        assert helpful_scores([article.pk, category.pk]) == {
            article.pk: wilson_lower_bound(1, 1),
            category.pk: 0.0,
        }

    def test_a_reader_of_two_revisions_counts_once(self, article):
        give(article, False, revision=1)
        give(article, True, revision=2)
        assert helpful_scores([article.pk])[article.pk] == wilson_lower_bound(1, 1)

    def test_many_pages_need_no_more_queries_than_one(self, article, category, django_assert_num_queries):
        give(article, True)
        give(category, True)
        with django_assert_num_queries(1):
            helpful_scores([article.pk, category.pk])

    def test_search_documents_carry_it(self, article):
        give(article, True)
        (document,) = load_pages([article.pk])
        assert document.helpful == wilson_lower_bound(1, 1)


@pytest.mark.django_db
class TestRefreshing:
    @pytest.fixture(autouse=True)
    def nothing_waits(self, article, category):
        give(article, True)
        OutboxEntry.objects.all().delete()

    def test_search_reads_pages_with_new_votes_again(self, article):
        scores_refresh(since=timezone.now() - timedelta(hours=1))
        assert {entry.key for entry in OutboxEntry.objects.all()} == {f"page:{article.pk}"}

    def test_pages_with_old_votes_are_left_alone(self):
        Vote.objects.update(updated=timezone.now() - timedelta(days=5))
        assert scores_refresh(since=timezone.now() - timedelta(days=3)) == 0

    def test_the_scheduler_does_it(self):
        assert "feedback.scores" in [job.name for job in all_jobs()]

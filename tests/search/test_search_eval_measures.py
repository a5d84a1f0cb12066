"""The measures are exact, by hand: ranks 1, 2, 3 are discounted by log2 of 2, 3, 4."""

import math

import pytest

from search.evaluation import ndcg_at, recall_at, reciprocal_rank_at
from search.evaluation.measures import percentile


def test_ndcg_is_one_for_the_best_ranking():
    assert ndcg_at(10, ["a", "b", "x"], {"a": 2, "b": 1}) == 1.0


def test_ndcg_of_grades_in_the_wrong_order():
    got = 1 / math.log2(2) + 2 / math.log2(4)
    best = 2 / math.log2(2) + 1 / math.log2(3)

    assert ndcg_at(10, ["b", "x", "a"], {"a": 2, "b": 1}) == pytest.approx(got / best)


def test_ndcg_of_one_right_document_at_rank_two():
    assert ndcg_at(10, ["x", "a"], {"a": 1}) == pytest.approx(0.63093, abs=1e-5)


def test_ndcg_ends_at_the_cut():
    assert ndcg_at(1, ["x", "a"], {"a": 1}) == 0.0


def test_the_best_ranking_ends_at_the_cut_too():
    assert ndcg_at(1, ["a"], {"a": 1, "b": 1}) == 1.0


def test_a_grade_below_zero_is_not_relevant():
    assert ndcg_at(10, ["a"], {"a": -1, "b": 1}) == 0.0
    assert recall_at(100, ["a"], {"a": -1, "b": 1}) == 0.0


def test_recall_counts_every_relevant_document():
    assert recall_at(2, ["a", "x", "b"], {"a": 1, "b": 3, "c": 0}) == 0.5


def test_reciprocal_rank_is_that_of_the_first_relevant_document():
    assert reciprocal_rank_at(10, ["x", "y", "b", "a"], {"a": 2, "b": 1}) == pytest.approx(1 / 3)


def test_reciprocal_rank_is_nothing_beyond_the_cut():
    assert reciprocal_rank_at(2, ["x", "y", "b"], {"b": 1}) == 0.0


def test_nothing_relevant_is_no_division_by_zero():
    assert (ndcg_at(10, ["a"], {}), recall_at(10, ["a"], {"a": 0}), reciprocal_rank_at(10, [], {})) == (0, 0, 0)


def test_percentiles_are_times_that_were_measured():
    assert (percentile(0.5, [4, 1, 3, 2]), percentile(0.95, list(range(1, 101))), percentile(0.95, [7])) == (2, 95, 7)

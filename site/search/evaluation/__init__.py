"""Measuring relevance: how well an engine finds what people have judged to be right, on sets in the BEIR format."""

from search.evaluation.measures import ndcg_at, recall_at, reciprocal_rank_at
from search.evaluation.running import Figures, evaluate
from search.evaluation.sets import BadSet, EvaluationSet, find_sets

__all__ = ["BadSet", "EvaluationSet", "Figures", "evaluate", "find_sets", "ndcg_at", "recall_at", "reciprocal_rank_at"]

"""Reads of this room."""

from feedback.selectors.counts import (
    VoteCounts,
    counting_since,
    helpful_scores,
    reader_answer,
    reader_vote,
    restart_waits,
    vote_counts,
    vote_totals,
)
from feedback.selectors.trend import RevisionCounts, revision_trend
from feedback.wilson import wilson_interval, wilson_lower_bound

__all__ = [
    "RevisionCounts",
    "VoteCounts",
    "counting_since",
    "helpful_scores",
    "reader_answer",
    "reader_vote",
    "restart_waits",
    "revision_trend",
    "vote_counts",
    "vote_totals",
    "wilson_interval",
    "wilson_lower_bound",
]

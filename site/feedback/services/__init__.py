"""Writes of this room."""

from feedback.services.comments import Said, comment_record, note_record
from feedback.services.counting import count_restart, count_restart_withdraw, restarts_enforce, totals_refresh
from feedback.services.retention import comments_expire
from feedback.services.votes import Outcome, Recorded, scores_refresh, vote_record, votes_delete

__all__ = [
    "Outcome",
    "Recorded",
    "Said",
    "comment_record",
    "comments_expire",
    "count_restart",
    "count_restart_withdraw",
    "note_record",
    "restarts_enforce",
    "scores_refresh",
    "totals_refresh",
    "vote_record",
    "votes_delete",
]

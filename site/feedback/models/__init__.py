"""What readers said about pages and about anything else that can help or fail to."""

from feedback.models.comment import Comment, Reason, State
from feedback.models.counting import CountRestart, VoteTotal
from feedback.models.settings import FeedbackSettings, FeedbackWording
from feedback.models.vote import Vote

__all__ = ["Comment", "CountRestart", "FeedbackSettings", "FeedbackWording", "Reason", "State", "Vote", "VoteTotal"]

"""What readers said about pages and about anything else that can help or fail to."""

from feedback.models.comment import Comment, Reason, State
from feedback.models.vote import Vote

__all__ = ["Comment", "Reason", "State", "Vote"]

"""What readers said about pages and about anything else that can help or fail to."""

from feedback.models.comment import Comment, Reason, State
from feedback.models.counting import CountRestart, VoteTotal
from feedback.models.settings import FeedbackSettings, FeedbackWording
from feedback.models.triage import AnswerMail, CommentEvent, PublishNotice
from feedback.models.vote import Vote

__all__ = [
    "AnswerMail",
    "Comment",
    "CommentEvent",
    "CountRestart",
    "FeedbackSettings",
    "FeedbackWording",
    "PublishNotice",
    "Reason",
    "State",
    "Vote",
    "VoteTotal",
]

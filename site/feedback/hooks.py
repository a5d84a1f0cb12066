"""What this room tells plugins and other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action

if TYPE_CHECKING:
    from accounts.models import User
    from feedback.models import Comment, Vote


@declare_action
def feedback_given(*, vote: Vote, is_change: bool) -> None:
    """A reader said whether a page helped. Runs after the answer is stored for good.

    `is_change` tells that the reader had answered otherwise before. The same answer given again fires nothing.
    """


@declare_action
def feedback_commented(*, comment: Comment, is_change: bool) -> None:
    """A reader gave a reason or a comment after an answer, or told what a search did not find (`target_type` is None).

    Runs after it is stored. `is_change` tells that it took the place of what the same reader had sent before. The same sent
    again fires nothing. `comment.email` is for answering this reader, and nothing else.
    """


@declare_action
def feedback_triaged(*, comment: Comment, before: str, user: User | None) -> None:
    """An editor gave a reader's comment another state. Runs after it is stored for good, once for each comment.

    `comment.state` is "open", "planned", "done" or "declined", `before` what it was. `comment.closed_by_revision` is the
    revision whose publishing solved it, or 0.
    """

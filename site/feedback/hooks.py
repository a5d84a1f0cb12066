"""What this room tells plugins and other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action

if TYPE_CHECKING:
    from feedback.models import Vote


@declare_action
def feedback_given(*, vote: Vote, is_change: bool) -> None:
    """A reader said whether a page helped. Runs after the answer is stored for good.

    `is_change` tells that the reader had answered otherwise before. The same answer given again fires nothing.
    """

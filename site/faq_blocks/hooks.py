"""What this room tells plugins and other rooms about questions, and where they join in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.hooks import declare_action, declare_filter

if TYPE_CHECKING:
    from faq_blocks.styles import FaqStyle


@declare_filter
def faq_styles(styles: list[FaqStyle]) -> list[FaqStyle]:
    """The styles that lists of questions can be shown in, in the order of the editor's choice.

    Put in an instance made once, of a class derived from `FaqStyle`, whose name begins with the plugin's slug: `river__tabs`.
    It runs for every list on a page and every form: be quick, and do not ask the database. The accordion cannot be taken
    out, and a style that is taken out stays stored in the lists that chose it.
    """
    return styles


@declare_action
def faq_opened(*, question_ids: list[int]) -> None:
    """A reader opened the answers to these questions of the library, all of which they may see.

    Runs after it is stored, and tells nothing of the reader. Readers are counted once a day: the same reader may be told of
    again, where another process takes the second beacon.
    """


@declare_action
def faq_voted(*, question_id: int, is_helpful: bool, is_change: bool) -> None:
    """A reader said whether the answer to a question of the library helped. Runs after it is stored for good.

    `is_change` tells that the reader had answered otherwise before. `feedback_given` is fired for the same vote.
    """

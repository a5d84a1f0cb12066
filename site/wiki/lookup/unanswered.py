"""Look-ups that did not answer an agent, into the inbox where editors read what readers say."""

from __future__ import annotations

import math
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.throttle import Limit
from content.digits import in_digits_of
from feedback.cleaning import clean_words
from feedback.models.comment import LONGEST_QUERY
from feedback.services import note_record

LONGEST: Final = 900
"""Signs of what an agent says besides."""
_LIMIT: Final = Limit("wiki-unanswered", 60, 3600)


def unanswered_note(*, user: Any, language: str, query: str, text: str = "") -> str:
    """Note that a look-up did not answer somebody. Returns "" or, where too much came, a sentence that says when to go on.

    It is about no page, and by somebody with an account: only editors who are agents see it. The same words by the same
    person are one note.
    """
    if seconds := _LIMIT.take(str(user.pk)):
        minutes = math.ceil(seconds / 60)
        return ngettext(
            "That was a lot at once. Please try again in %(minutes)s minute.",
            "That was a lot at once. Please try again in %(minutes)s minutes.",
            minutes,
        ) % {"minutes": in_digits_of(minutes, language)}
    words = clean_words(text)[:LONGEST] or _("Quick lookup: this did not answer me.")
    note_record(language=language, voter_key=f"user:{user.pk}", query=clean_words(query)[:LONGEST_QUERY], text=words)
    return ""

"""The small question under an answer that stands among many. In the page it is two links, the same for every reader.

Nothing is asked of the server before one of them is pressed: a page of three hundred answers would ask three hundred times.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from feedback.conf import feedback_settings
from feedback.kinds import kind_named

ASSETS = ("feedback/css/feedback.css", "feedback/js/feedback.js", "feedback/js/answers.js")
"""What a page with such answers loads, by the names of static files."""

_SOME_ID = 987654321
Foot = Callable[[int, int], SafeString]

_ASKING = (
    '<p class="answer-vote" data-answer="{}/{}"><span dir="auto">{}</span> '
    '<span><a href="{}?revision={}&amp;choose=yes" rel="nofollow">{}</a> '
    '<a href="{}?revision={}&amp;choose=no" rel="nofollow">{}</a></span></p>'
)


def answer_foot(kind_name: str) -> Foot:
    """Return what makes the foot of an answer, from its id and its live revision; settings and words are read once.

    The id is there for counting who opens it, also where nobody is asked.
    """
    kind, asked = kind_named(kind_name), feedback_settings()
    if kind is None:
        return lambda _pk, _revision: SafeString("")
    if not asked.is_on:
        return lambda pk, _revision: format_html('<span data-answer="{}/{}"></span>', kind.name, pk)
    words, yes, no = asked.words.question or gettext("Was this answer helpful?"), gettext("Yes"), gettext("No")
    # Asking for each address by itself would be a tenth of the time that a page of three hundred answers takes.
    before, after = kind.address("form", _SOME_ID).split(str(_SOME_ID))

    def foot(pk: int, revision: int) -> SafeString:
        url = f"{before}{pk}{after}"
        return format_html(_ASKING, kind.name, pk, words, url, revision, yes, url, revision, no)

    return foot

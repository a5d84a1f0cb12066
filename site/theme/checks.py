"""Links within a page that lead nowhere on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _

from content.audiences import Audience
from content.checks import Finding, register_content_check
from content.models import HelpPage
from content.streams import stream_for
from theme.headings import anchor_headings

_TO_ANCHOR = re.compile(r"""<a\b[^>]*\bhref=["']#([^"']+)["']""", re.IGNORECASE)
_ID = re.compile(r"""\bid=["']([^"']+)["']""")


def anchors_are_there(page: HelpPage) -> Iterator[Finding]:
    """Makes the text as agents see it, where it holds a link of this kind: only then is it known which ids there are."""
    for name in page.streams_read():
        stream = getattr(page, name)
        raw = json.dumps(list(stream.raw_data), ensure_ascii=False).replace('\\"', '"')
        wanted = {unquote(each) for each in _TO_ANCHOR.findall(raw)}
        if not wanted:
            continue
        taken: set[str] = set()
        markup, _headings = anchor_headings(stream_for(stream, Audience.AGENT).render_as_block({"anchors": taken}), taken)
        for missing in sorted(wanted - set(_ID.findall(markup))):
            text = _(
                "A link leads to “#%(anchor)s”, but no heading of this page has that address. Copy it from the heading anew."
            )
            yield Finding(text % {"anchor": missing[:60]})


def register_own() -> None:
    """Register the check of this room; called once when it is ready."""
    register_content_check("anchors", _("Links within the page"), anchors_are_there)

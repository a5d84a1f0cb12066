from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from content.checks import Finding
from content.filling import filled
from content.models import HelpPage
from content.plain import plain_text
from content.writing.texts import markup_of, raw_of

_HEADING = re.compile(r"<h([2-6])\b[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_LONGEST = 60


def headings_in_order(page: HelpPage) -> Iterator[Finding]:
    """Who listens to a page jumps from heading to heading: a missing level sounds like something left out."""
    above = 1
    for markup in markup_of(filled(raw_of(page))):
        for level_written, inner in _HEADING.findall(markup):
            level, text = int(level_written), " ".join(plain_text(inner).split())
            if not text:
                yield Finding(_("A heading is empty. Take it out, or write what its section answers."))
                continue
            if level > above + 1:
                words = _("The heading “%(heading)s” is of level %(level)d, but none of level %(missing)d stands above it.")
                yield Finding(words % {"heading": text[:_LONGEST], "level": level, "missing": level - 1})
            above = level

"""What stands beside a page that is like others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from feedback.inbox.selectors import pages_edited_by
from kb.facts.likeness import ALIKE
from kb.lists.registry import Chosen
from kb.models.facts import Likeness


def prepare_duplicates(pages: Sequence[Any], user: Any, _chosen: Chosen) -> None:
    """Give each page the likenesses to pages that this person may edit and read too: of others they learn nothing."""
    found: defaultdict[int, list[Likeness]] = defaultdict(list)
    rows = list(Likeness.objects.filter(page__in=[page.pk for page in pages]).order_by("-percent", "other_id"))
    titles = dict(pages_edited_by(user).filter(pk__in={row.other_id for row in rows}).values_list("pk", "title"))
    for row in rows:
        if row.other_id in titles:
            row.title = titles[row.other_id]  # type: ignore[attr-defined]
            found[row.page_id].append(row)
    for page in pages:
        page.alike = found[page.pk]
        page.alike_words = "; ".join(f"{row.title} ({alike_words(row)})" for row in page.alike)


def alike_words(row: Likeness) -> str:
    """Return how two pages are alike, in a few words."""
    percent = _("%(percent)d%% of the text") % {"percent": row.percent}
    return " · ".join(filter(None, (_("same title") if row.same_title else "", percent if row.percent >= 100 * ALIKE else "")))

"""What stands beside every wiki page for its reader: its place in the space, its marks, and who looks after it."""

from __future__ import annotations

from typing import Any

from content.audiences import Audience, reader_for
from content.models import HelpPage
from wiki.marks.selectors import marks_of
from wiki.tree import tree_of


def beside_page(*, page: HelpPage, user: Any) -> dict[str, Any]:
    """Return `tree`, `marks` (None in previews by nobody, and on untranslated copies) and `owner_name`. Four queries at most."""
    is_agent = reader_for(user).level >= Audience.AGENT
    has_marks = is_agent and page.pk is not None and page.alias_of_id is None
    return {
        "tree": tree_of(page=page, user=user),
        "marks": marks_of(page=page, user=user) if has_marks else None,
        "owner_name": page.responsible.display_name() if page.responsible is not None else "",
    }

"""What somebody may do by an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from faq_blocks.library.permissions import may
from faq_blocks.models import Topic


@dataclass(frozen=True, slots=True)
class Rights:
    """As the rights on questions and topics say; commands have all of them."""

    may_change: bool = True
    may_publish: bool = True
    may_add_topics: bool = True


def rights_of(user: Any) -> Rights:
    """Return what this person may do."""
    return Rights(may_change=may(user, "change"), may_publish=may(user, "publish"), may_add_topics=may(user, "add", Topic))


def may_import(user: Any) -> bool:
    """Tell whether this person may add questions."""
    return may(user, "add")


def may_export(user: Any) -> bool:
    """Tell whether this person may see the library in the admin."""
    return any(may(user, action) for action in ("add", "change", "delete", "view"))

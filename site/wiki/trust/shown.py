"""What the head of a wiki page says of its trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from content.review.selectors import may_review
from wiki.models.pages import VerifiedPage, WikiHelpPage
from wiki.trust.forms import VerifyForm


@dataclass(frozen=True)
class Trust:
    """What a reader sees. `until` is the last day on which the page counts as verified; None: for ever."""

    verified_on: date | None
    verified_by: str
    owner: str
    until: date | None
    is_stale: bool
    form: VerifyForm | None
    """For those who may say that it is still true."""


def trust_shown(*, page: WikiHelpPage, user: Any) -> Trust | None:
    """Return it; None for a space, which is nothing that could be true or not. Two queries, and those of the right."""
    if not isinstance(page, VerifiedPage):
        return None
    due = page.review_due
    return Trust(
        verified_on=page.reviewed_on,
        verified_by=_name(page.reviewed_by),
        owner=_name(page.responsible),
        until=due - timedelta(days=1) if due else None,
        is_stale=page.is_stale,
        form=VerifyForm(initial={"verified_until": None}) if may_review(page, user) else None,
    )


def _name(person: Any) -> str:
    return str(person.display_name()) if person is not None else ""

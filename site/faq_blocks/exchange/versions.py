"""As which version a question was seen: between a plan and its writing, minutes may pass in which editors work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from faq_blocks.held import in_parts
from faq_blocks.models import Question


class Version(NamedTuple):
    """What tells that somebody worked on a question. The editor saves over its last version: its time tells, not its number."""

    revision_id: int | None
    saved_at: Any
    live: bool
    locked: bool


def version_of(question: Question) -> Version:
    """Return the version of a question as it was read."""
    newest = question.latest_revision
    return Version(question.latest_revision_id, newest and newest.created_at, question.live, question.locked)


def held_versions(ids: Sequence[int]) -> dict[int, Version]:
    """Return the versions that questions have now. They are held until the end of the transaction, where the database can."""
    found: dict[int, Version] = {}
    for part in in_parts(ids):
        rows = Question.objects.select_for_update(of=("self",)).select_related("latest_revision")
        for each in rows.filter(pk__in=part).defer("answer", "latest_revision__content"):
            found[each.pk] = version_of(each)
    return found

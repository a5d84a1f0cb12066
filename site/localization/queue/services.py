from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from localization.models import Translation
from localization.queue.selectors import free_of, ordered
from localization.refusing import NotAllowed
from localization.stages import claim

TRIES = 10


def claim_next(*, rows: QuerySet[Translation], user: Any) -> Translation | None:
    """Take what is first among these that nobody has; None where nothing is left.

    Somebody else may be faster at each: the next one is tried then.
    """
    for pk in ordered(free_of(rows))[:TRIES]:
        try:
            return claim(Translation(pk=pk), user=user)
        except NotAllowed:
            continue
    return None

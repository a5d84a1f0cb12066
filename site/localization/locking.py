"""In which order rows are held by whoever writes words: translations first, by their keys, then their units.

All who write keep to it. Two that held the same rows in different orders would wait for each other until the database ends one.
"""

from __future__ import annotations

from collections.abc import Iterable

from localization.models import Translation


def translations_lock(keys: Iterable[int]) -> list[Translation]:
    """Return the translations with these primary keys as they are now, held until the commit."""
    rows = Translation.objects.select_for_update(of=("self",)).filter(pk__in=set(keys))
    return list(rows.order_by("pk"))

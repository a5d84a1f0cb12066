"""Puts the published text in the place of the block that names it, in raw streams: before anything else is done with them.

What is put there is like the page's own: its passages are cut for the same readers, its headings are in the table of
contents, its words are found. A text that stands within itself is left out there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

REUSABLE = "reusable"
DEEPEST = 5
"""Texts within texts that are followed."""

Raw = Any


def resolved_all(raws: Sequence[Raw]) -> list[Raw]:
    """Return raw streams with the published texts in them; the very same object, and no query, where one names none.

    One query for all of them together, and one for each level of texts within texts.
    """
    wanted = [set(named_in(raw)) for raw in raws]
    ids = set().union(*wanted)
    if not ids:
        return list(raws)
    bodies = _bodies(ids)
    return [_filled(raw, bodies, ()) if named else raw for raw, named in zip(raws, wanted, strict=True)]


def named_in(raw: Raw) -> Iterator[int]:
    """Yield the ids of the reusable contents that a raw stream names itself, at any depth; 0 for what makes no sense."""
    if isinstance(raw, dict):
        if _is_reusable(raw):
            yield _id_of(raw)
            return
        for each in raw.values():
            if isinstance(each, (dict, list)):
                yield from named_in(each)
    elif isinstance(raw, list):
        for each in raw:
            if isinstance(each, (dict, list)):
                yield from named_in(each)


def leads_to(raw: Raw, pk: int) -> bool:
    """Tell whether a raw stream names a reusable content, itself or by another one that it names."""
    seen: set[int] = set()
    wanted = set(named_in(raw))
    while wanted:
        if pk in wanted:
            return True
        seen |= wanted
        wanted = {each for body in _published(wanted).values() for each in named_in(body)} - seen
    return False


def _bodies(ids: set[int]) -> dict[int, Raw]:
    found: dict[int, Raw] = {}
    for _level in range(DEEPEST):
        found |= _published(ids)
        ids = {each for pk in ids & found.keys() for each in named_in(found[pk])} - found.keys()
        if not ids:
            break
    return found


def _published(ids: set[int]) -> dict[int, Raw]:
    from content.reusable.models import ReusableContent

    now = timezone.now()
    live = ReusableContent.objects.filter(Q(expire_at=None) | Q(expire_at__gt=now), pk__in=ids, live=True)
    return {pk: list(body.raw_data) for pk, body in live.values_list("pk", "body")}


def _filled(raw: Raw, bodies: Mapping[int, Raw], above: tuple[int, ...]) -> Raw:
    if isinstance(raw, dict):
        return {key: _filled(value, bodies, above) for key, value in raw.items()}
    if not isinstance(raw, list):
        return raw
    kept: list[Raw] = []
    for each in raw:
        if not _is_reusable(each):
            kept.append(_filled(each, bodies, above))
            continue
        pk = _id_of(each)
        if pk in bodies and pk not in above:
            kept.extend(_filled(bodies[pk], bodies, (*above, pk)))
    return kept


def _is_reusable(each: Any) -> bool:
    return isinstance(each, dict) and each.get("type") == REUSABLE and "value" in each


def _id_of(each: dict[str, Any]) -> int:
    pk = each["value"].get("content") if isinstance(each["value"], dict) else None
    return pk if isinstance(pk, int) else 0

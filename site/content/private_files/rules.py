"""Which collections are private, and to whom they are open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction

from content.audiences import Audience, Reader, reader_for


def admits(rule: CollectionViewRestriction, reader: Reader) -> bool:
    """Tell whether a rule lets a reader pass. A password lets everybody try: Wagtail asks for it."""
    if reader.sees_all:
        return True
    if rule.restriction_type == CollectionViewRestriction.LOGIN:
        return reader.level >= Audience.CUSTOMER
    if rule.restriction_type == CollectionViewRestriction.GROUPS:
        return any(group.pk in reader.group_ids for group in rule.groups.all())
    return True


def collection_admits(collection: Collection, reader: Reader) -> bool:
    """Tell whether a reader gets what lies in a collection, by its own rules and those above it. Two queries at most."""
    if reader.sees_all:
        return True
    return all(admits(each, reader) for each in _rules(path__in=_way(collection.path)))


def is_private(collection_id: int | None) -> bool:
    """Tell whether the files of a collection are private. Two queries."""
    path = Collection.objects.filter(pk=collection_id).values_list("path", flat=True).first()
    return path is not None and any(path.startswith(each) for each in _private_paths())


def private_collections() -> QuerySet[Collection]:
    """Return the private collections."""
    return _below(_private_paths())


def closed_collections(user: Any) -> QuerySet[Collection]:
    """Return the private collections that are not for this person; none for superusers. Two queries, without those asked."""
    reader = reader_for(user)
    if reader.sees_all:
        return Collection.objects.none()
    return _below(each.collection.path for each in _rules() if not admits(each, reader))


def _rules(**fields: Any) -> Iterable[CollectionViewRestriction]:
    wanted = {f"collection__{name}": value for name, value in fields.items()}
    return CollectionViewRestriction.objects.filter(**wanted).select_related("collection").prefetch_related("groups")


def _private_paths() -> list[str]:
    rules = CollectionViewRestriction.objects.exclude(restriction_type=CollectionViewRestriction.PASSWORD)
    return list(rules.values_list("collection__path", flat=True))


def _below(paths: Iterable[str]) -> QuerySet[Collection]:
    wanted = Q(pk__in=[])
    for path in set(paths):
        wanted |= Q(path__startswith=path)
    return Collection.objects.filter(wanted)


def _way(path: str) -> list[str]:
    return [path[:end] for end in range(Collection.steplen, len(path) + 1, Collection.steplen)]

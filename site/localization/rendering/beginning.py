"""The page or snippet of a translation, begun."""

from __future__ import annotations

from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import Page
from wagtail.models.copying import _extract_field_data

from localization.segments import children_copy

# What a translation does not have because its source has it.
_ITS_OWN: dict[str, Any] = {
    "live": False,
    "has_unpublished_changes": True,
    "first_published_at": None,
    "last_published_at": None,
    "latest_revision_created_at": None,
    "latest_revision_id": None,
    "live_revision_id": None,
    "alias_of_id": None,
    "expired": False,
    "locked": False,
    "locked_at": None,
    "locked_by_id": None,
}


def target_begin(source: Any, *, locale: Any, user: Any) -> Any:
    """Return an unsaved translation of a source: a copy of all it is, as a draft without place, slug and history."""
    if not isinstance(source, Page):
        # Snippets have a word in it: what stands above them, their name in addresses.
        return _with_its_own(source.copy_for_translation(locale))
    left_out = {*source.default_exclude_fields_in_copy, *source.exclude_fields_in_copy}
    target = type(source)(**_extract_field_data(source, exclude_fields=left_out))
    target.locale, target.owner, target.slug = locale, user, ""
    names = [relation.get_accessor_name() for relation in get_all_child_relations(type(source))]
    # Nothing hangs on it yet; without this each relation would be asked for with a query.
    target.__dict__.setdefault("_cluster_related_objects", {}).update({name: [] for name in names})
    for name in names:
        if name not in left_out:
            children_copy(name, source, target)
    return _with_its_own(target)


def _with_its_own(target: Any) -> Any:
    names = {name for field in target._meta.concrete_fields for name in (field.name, field.attname)}
    for name, value in _ITS_OWN.items():
        if name in names:
            setattr(target, name, value)
    return target

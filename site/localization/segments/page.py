"""The walk over the fields of a page or snippet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields

from content.plain import items_of
from content.registry import SEPARATOR, known_block
from content.stream_block import every_block
from localization.segments.blocks import stream_pass, what_of, with_ids
from localization.segments.custom import custom_field_pass
from localization.segments.reading import found_in
from localization.segments.twins import Twins, twins_of
from localization.segments.walk import Segment, Walk


def segments_of(instance: Any) -> list[Segment]:
    """Return what there is to translate in a page or snippet, in its order. No query if children were loaded."""
    return found_in(instance).segments


def words_into(
    target: Any,
    *,
    source: Any,
    texts: Mapping[tuple[str, int], str],
    values: Mapping[str, Any],
    twins: Twins | None = None,
) -> None:
    """Write the structure of a source with these words into an unsaved object of another language.

    `texts` are inline HTML by path and order of the source's segments, `values` what the language has of its own by path.
    A segment without text keeps that of the source: this is for drafts, and for what was found complete before. Links to
    pages lead to `twins` where nobody chose another page. Blocks whose code is gone stay as the target has them. The slug of
    the target is left alone.
    """
    if twins is None:
        twins = twins_of([found_in(source)], target.locale)
    page_pass(_Writing(texts, values, twins), source, target)


class _Writing(Walk):
    def __init__(self, texts: Mapping[tuple[str, int], str], values: Mapping[str, Any], twins: Twins) -> None:
        super().__init__()
        self.texts, self.values, self.twins = texts, values, twins
        self.before: dict[tuple[Any, str], Any] = {}

    def rich(self, html: Any) -> Any:
        # A draft that nobody has translated yet has no need to be cut and joined.
        if not self.texts and not self.values and (not self.twins.pages or 'linktype="page"' not in str(html)):
            return html
        return super().rich(html)

    def said(self, segment: Segment) -> str | None:
        text = self.texts.get((segment.path, segment.order))
        return text if text and text.strip() else None

    def chosen(self, segment: Segment) -> Any:
        own = self.values.get(segment.path)
        if own is not None:
            return own
        if segment.attributes["what"] == "page" and str(segment.source_value).isdecimal():
            return self.twins.pages.get(int(segment.source_value), segment.source_value)
        return segment.source_value

    def related(self, model: Any, pk: Any) -> Any:
        return self.twins.related.get((model, str(pk)), pk)

    def gone(self, child: dict[str, Any]) -> Any:
        return self.before.get((child.get("id"), child["type"]), child["value"])


def page_pass(walk: Walk, source: Any, target: Any) -> None:
    """Take a source through a walk; what the walk makes of it goes into the target, if there is one."""
    with every_block():
        _fields_pass(walk, source, target)


def _fields_pass(walk: Walk, source: Any, target: Any) -> None:
    hidden = getattr(source, "unread_fields", ())
    for each in get_translatable_fields(type(source)):
        if each.field_name in hidden or (each.field_name == "slug" and isinstance(source, Page)):
            continue
        with walk.below(each.field_name):
            _field_pass(walk, each, source, target)
    if target is not None:
        for field in get_all_child_m2m_relations(type(source)):
            setattr(target, field.name, list(getattr(source, field.name).all()))


def _field_pass(walk: Walk, each: Any, source: Any, target: Any) -> None:
    field = each.get_field(type(source))
    if isinstance(field, models.ManyToOneRel):
        _children_pass(walk, each, field, source, target)
        return
    if not each.is_translated(source) and not each.is_synchronized(source):
        return
    if field.many_to_many:
        return  # tags are children, and so are copied with them
    value = field.value_from_object(source)
    new = _value_pass(walk, each, field, source, value, target)
    # Who looks after a page is chosen in each language; a copy begins with that of the source.
    if target is None or (field.is_relation and issubclass(field.related_model, get_user_model()) and target.pk is not None):
        return
    setattr(target, field.attname, new)


def _value_pass(walk: Walk, each: Any, field: Any, source: Any, value: Any, target: Any) -> Any:
    is_translated = each.is_translated(source)
    if hasattr(field, "get_translatable_segments"):
        return custom_field_pass(walk, field, value) if is_translated else value
    if isinstance(field, StreamField):
        return _stream(walk, field, value, target) if is_translated else value
    if isinstance(field, models.ForeignKey):
        return _foreign_key(walk, each, field, source, value)
    if isinstance(field, RichTextField):
        return walk.rich(value) if is_translated else value
    if isinstance(field, models.URLField | models.EmailField):
        return walk.value(value, "url") if is_translated or each.is_overridable(source) else value
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return walk.text(value) if is_translated else value
    return value


def _foreign_key(walk: Walk, each: Any, field: Any, source: Any, value: Any) -> Any:
    if value is None:
        return value
    what, model = what_of(field.related_model)
    if what == "related":
        return walk.related(field.related_model, value) if each.is_translated(source) else value
    return walk.value(value, what, model) if what != "object" and each.is_overridable(source) else value


def _stream(walk: Walk, field: Any, value: Any, target: Any) -> Any:
    if isinstance(walk, _Writing) and target is not None:
        walk.before = _gone_in(_raw_of(field.value_from_object(target)))
    new = stream_pass(walk, field.stream_block, _raw_of(value))
    return StreamValue(field.stream_block, new, is_lazy=True)


def _raw_of(value: Any) -> list[dict[str, Any]]:
    """Return the raw children of a stream. Other than `get_prep_value` it makes up no ids: the next reading would find others."""
    if not isinstance(value, StreamValue):
        return []
    pairs = zip(value._bound_blocks, value._raw_data, strict=True)
    return [raw if bound is None else {**bound.get_prep_value(), "id": bound.id} for bound, raw in pairs]


def ids_settle(source: Any) -> None:
    """Give the children of streams that a program wrote without ids those by which they are translated."""
    for field in source._meta.get_fields():
        if isinstance(field, StreamField):
            raw = _raw_of(field.value_from_object(source))
            if (settled := with_ids(raw, field.name)) is not raw:
                setattr(source, field.attname, StreamValue(field.stream_block, settled, is_lazy=True))


def _gone_in(raw: Any) -> dict[tuple[Any, str], Any]:
    blocks = (each for each in items_of(raw) if SEPARATOR in each["type"] and known_block(each["type"]) is None)
    return {(each.get("id"), each["type"]): each["value"] for each in blocks}


def _children_pass(walk: Walk, each: Any, field: Any, source: Any, target: Any) -> None:
    if not isinstance(field.remote_field, ParentalKey):
        return
    name, model = field.get_accessor_name(), field.related_model
    translated = issubclass(model, TranslatableMixin)
    if target is not None and each.is_synchronized(source):
        children_copy(name, source, target)
    if not (translated and each.is_translated(source)):
        return
    made = {child.translation_key: child for child in getattr(target, name).all()} if target is not None else {}
    for child in getattr(source, name).all():
        with walk.below(str(child.translation_key)):
            _fields_pass(walk, child, made.get(child.translation_key))


def children_copy(name: str, source: Any, target: Any) -> None:
    """Copy the children of a source, unsaved. Those that are translations of others the target has take their place.

    Wagtail's own copying takes the children away from a source that holds them in memory, and has a savepoint for each relation.
    """
    known = {getattr(child, "translation_key", None): child.pk for child in getattr(target, name).all()}
    setattr(target, name, [_copy_of(child, known, target) for child in getattr(source, name).all()])


def _copy_of(child: Any, known: Mapping[Any, Any], target: Any) -> Any:
    fields = [field for field in child._meta.concrete_fields if not field.primary_key]
    copy = type(child)(**{field.attname: getattr(child, field.attname) for field in fields})
    if isinstance(copy, TranslatableMixin):
        copy.pk, copy.locale = known.get(copy.translation_key), target.locale
    for relation in get_all_child_relations(type(child)):
        children_copy(relation.get_accessor_name(), child, copy)
    return copy


def children_load(instances: Sequence[Any]) -> None:
    """Read what belongs to objects of one model, as a query for each relation instead of one for each object."""
    if not instances:
        return
    by_pk = {each.pk: each for each in instances}
    for relation in get_all_child_relations(type(instances[0])):
        name, key = relation.get_accessor_name(), relation.field.attname
        rows: defaultdict[Any, list[Any]] = defaultdict(list)
        for child in relation.related_model._base_manager.filter(**{f"{key}__in": list(by_pk)}).order_by(*_order(relation)):
            rows[getattr(child, key)].append(child)
        for pk, instance in by_pk.items():
            instance.__dict__.setdefault("_cluster_related_objects", {})[name] = rows[pk]
        _grandchildren_load(relation.related_model, [child for each in rows.values() for child in each])


def _order(relation: Any) -> Iterable[str]:
    return relation.related_model._meta.ordering or ("pk",)


def _grandchildren_load(model: Any, children: list[Any]) -> None:
    if children and get_all_child_relations(model):
        children_load(children)

"""Pages and snippets that are translations already when this room first meets them: imported, linked, made by a program."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.models import Page, TranslatableMixin

from localization.counting import counts_refresh
from localization.merging import base
from localization.models import Kind, Origin, Stage, Translation, TranslationEvent, Unit, UnitState
from localization.openness import wider_open
from localization.segments import Segment, segments_of
from localization.syncing.harvesting import harvest
from localization.syncing.links import link_of, links_named, links_written_out
from localization.syncing.pairing import Paired, paired
from localization.syncing.sync import translation_locked
from localization.syncing.writing import harvest_write, units_of
from localization.targets import latest_id, latest_of
from localization.units import source_digest

logger = logging.getLogger("localization")

Event = TranslationEvent.What
AT_ONCE = 200
"""Pages and snippets that the scheduler adopts at a time: a minute or two of work."""


@transaction.atomic
def translation_adopt(page: Any, *, source: Any, user: Any) -> Translation:
    """Make a page (or snippet) that exists a translation of another: its words become those of its units. Safe to call again.

    The page is not written, now or by a later sync, unless every text of it and of the source found its counterpart. Otherwise
    it does not follow its source until somebody starts that (`sync_start`): texts without counterpart wait in the bin. Where
    units are known from a page that was deleted, this one takes its place and its words theirs.
    """
    known = Translation.objects.filter(translation_key=source.translation_key, locale=page.locale).first()
    if known is not None:
        row = translation_locked(known)
        return row if row.object_id == str(page.pk) else _linked_again(row, page, user)
    row = _row(page, source)
    row.save(force_insert=True)
    target = latest_of(page)
    is_whole = _units_made(row, segments_of(source), segments_of(target))
    # What follows its source is never open to more people: one that was made for more is left as it is.
    row.is_synced = is_whole and not wider_open(Translation.objects.filter(pk=row.pk))
    row.harvested = latest_id(page)
    row.save()
    counts_refresh([row.pk])
    row.refresh_from_db()
    if row.stage != Stage.PUBLISHED and row.units_done:
        row.stage = Stage.TRANSLATING
        row.save(update_fields=["stage"])
    TranslationEvent.objects.create(translation=row, what=Event.ADOPTED, user=user, words=row.words_done)
    return row


def translations_adopt(*, user: Any = None, pages: Iterable[Page] | None = None) -> list[Translation]:
    """Adopt all pages and snippets (or these pages) that share a translation key with one of the main language.

    Those that are translations already are passed over. Where the main language has none of a key, the oldest one is the
    source. Aliases are no translations.
    """
    if pages is not None:
        return _adopted(Page, pages, user)
    return [row for model in adoptable_models() for row in _adopted(model, _all(model), user)]


def adoptable_models() -> list[type[Any]]:
    """Return what is translated by itself: pages, then snippets, but for the children of others, which go with those."""
    snippets = [model for model in apps.get_models() if issubclass(model, TranslatableMixin) and not issubclass(model, Page)]
    return [Page, *(model for model in snippets if not any(isinstance(each, ParentalKey) for each in model._meta.get_fields()))]


def _all(model: type[Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._base_manager.all()
    return rows.filter(alias_of=None, depth__gt=1) if model is Page else rows


def _adopted(model: type[Any], rows: Iterable[Any], user: Any) -> list[Translation]:
    by_key: dict[Any, list[Any]] = {}
    wanted = {each.translation_key for each in rows}
    for each in _all(model).filter(translation_key__in=wanted).order_by("pk").select_related("locale"):
        by_key.setdefault(each.translation_key, []).append(each)
    known = set(Translation.objects.filter(translation_key__in=wanted).values_list("translation_key", "locale"))
    adopted = []
    for key, some in by_key.items():
        source = source_among(some)
        news = [each for each in some if (key, each.locale_id) not in known and each.pk != source.pk]
        adopted += [translation_adopt(_whole(each), source=_whole(source), user=user) for each in news]
    return adopted


def _whole(row: Any) -> Any:
    """A page as its type knows it, a snippet as it is."""
    return row.specific if isinstance(row, Page) else row


def translations_adopt_waiting(*, limit: int = AT_ONCE) -> int:
    """Adopt what was linked since the last time, at most `limit`, and return how many. What fails is passed over."""
    number = 0
    for model in adoptable_models():
        for pk in list(_waiting(model).values_list("pk", flat=True)):
            if number >= limit:
                return number
            try:
                one = model._base_manager.get(pk=pk)
                same = list(_all(model).filter(translation_key=one.translation_key).select_related("locale"))
                translation_adopt(_whole(one), source=_whole(source_among(same)), user=None)
                number += 1
            except Exception:
                logger.exception("%s %s could not be adopted as a translation", model._meta.label, pk)
    return number


def _waiting(model: type[Any]) -> QuerySet[Any]:
    """Rows of other languages that have a source and no record of their own, nor one that says they are a source."""
    main = Q(locale__language_code=settings.LANGUAGE_CODE)
    same_key = {"translation_key": OuterRef("translation_key")}
    sources = _all(model).filter(main | Q(pk__lt=OuterRef("pk")), **same_key).exclude(pk=OuterRef("pk"))
    known = Translation.objects.filter(Q(locale=OuterRef("locale")) | Q(source_locale=OuterRef("locale")), **same_key)
    return _all(model).filter(Exists(sources), ~Exists(known)).exclude(main).order_by("pk")


def source_among(pages: list[Any]) -> Any:
    """Return of which row of one key the others are translations: that of the main language, else the oldest."""
    rows = Translation.objects.filter(translation_key=pages[0].translation_key).values_list("source_locale", flat=True)
    said = set(rows)
    return min(pages, key=lambda page: (page.locale_id not in said, page.locale.language_code != settings.LANGUAGE_CODE, page.pk))


def _row(page: Any, source: Any) -> Translation:
    from localization.snapshots import snapshot_take

    is_live = bool(getattr(page, "live", True))
    return Translation(
        translation_key=source.translation_key,
        locale=page.locale,
        source_locale=source.locale,
        content_type=ContentType.objects.get_for_model(type(page)),
        object_id=str(page.pk),
        page_id=page.pk if isinstance(page, Page) else None,
        title=str(page)[:255],
        snapshot=snapshot_take(source),
        stage=Stage.PUBLISHED if is_live else Stage.TO_DO,
        # Nobody knows which state of the source an adopted text says: what it is compared with is that of today.
        based_on=(getattr(source, "live_revision_id", None) or latest_id(source)) if is_live else 0,
        published=getattr(page, "last_published_at", None) if is_live else None,
    )


def _units_made(row: Translation, source: list[Segment], target: list[Segment]) -> bool:
    """Write the units of an adopted page; return whether each text of both sides has its counterpart."""
    texts = paired((each for each in source if each.kind == Kind.TEXT), (each for each in target if each.kind == Kind.TEXT))
    values = paired((each for each in source if _is_value(each)), (each for each in target if _is_value(each)))
    own: dict[tuple[str, Any], Any] = {}
    for segment, its in texts.pairs:
        own |= _links(segment, its)
    for segment, its in values.pairs:
        if its.source_value != segment.source_value:
            own[segment.path, segment.source_value] = its.source_value
    units, is_whole = _text_units(row, texts)
    for each in source:
        if each.kind == Kind.VALUE:
            place = base(each.path) if ".'" in each.path else each.path
            units.append(_unit(row, each, value=own.get((place, each.source_value))))
    Unit.objects.bulk_create(units, batch_size=300)
    return is_whole and not texts.missing and not texts.own


def _text_units(row: Translation, texts: Paired) -> tuple[list[Unit], bool]:
    units = [_unit(row, each) for each in texts.missing]
    units += [_left(row, each, links_written_out(each.source, each.attributes)) for each in texts.own]
    is_whole = True
    for segment, its in texts.pairs:
        links = {link_of(tag): link_of(its.attributes.get(name, {})) for name, tag in segment.attributes.items()}
        text, has_all = links_named(its.source, its.attributes, segment.attributes, links)
        is_whole = is_whole and has_all
        units.append(_unit(row, segment, text=text))
        if not has_all:
            units.append(_left(row, its, links_written_out(its.source, its.attributes)))
    return units, is_whole


def _is_value(segment: Segment) -> bool:
    """Links within rich text are found with their texts."""
    return segment.kind == Kind.VALUE and ".'" not in segment.path


def _links(segment: Segment, its: Segment) -> dict[tuple[str, Any], Any]:
    """Return where the links of a source lead in its translation instead, by the place of the text and the link."""
    if segment.attributes.keys() != its.attributes.keys():
        return {}
    pairs = ((link_of(tag), link_of(its.attributes[name])) for name, tag in segment.attributes.items())
    place = base(segment.path)
    return {
        (place, was): now for was, now in pairs if was is not None and now is not None and was != now and type(was) is type(now)
    }


def _unit(row: Translation, segment: Segment, *, text: str = "", value: Any = None) -> Unit:
    is_said = bool(text.strip()) or value is not None
    return Unit(
        translation=row,
        path=segment.path,
        order=segment.order,
        kind=segment.kind,
        source=segment.source,
        source_digest=source_digest(segment.source, segment.source_value if segment.kind == Kind.VALUE else None),
        attributes=segment.attributes,
        source_value=segment.source_value,
        text=text,
        value=value,
        state=UnitState.DONE if is_said else UnitState.TO_DO,
        origin=Origin.ADOPTED if is_said else "",
    )


def _left(row: Translation, segment: Segment, text: str) -> Unit:
    """A text that nobody can tell the source of: kept, and not in use."""
    return Unit(
        translation=row,
        path=segment.path,
        order=segment.order,
        source_digest=source_digest(""),
        text=text,
        state=UnitState.BIN,
        origin=Origin.ADOPTED,
    )


def _linked_again(row: Translation, page: Any, user: Any) -> Translation:
    """A page takes the place of one that was deleted. What it says wins, what the units said is kept as their versions."""
    if row.object_id and row.page_id:
        return row
    is_live = bool(getattr(page, "live", True))
    row.object_id, row.page_id, row.title = str(page.pk), page.pk if isinstance(page, Page) else None, str(page)[:255]
    row.stage = Stage.PUBLISHED if is_live else Stage.TRANSLATING
    row.published = getattr(page, "last_published_at", None) if is_live else None
    found = harvest(row, units_of(row), page, origin=Origin.ADOPTED, is_linked=True)
    harvest_write(found)
    row.harvested = found.revision
    row.is_synced = row.is_synced and not found.found
    row.save()
    counts_refresh([row.pk])
    TranslationEvent.objects.create(translation=row, what=Event.ADOPTED, user=user)
    row.refresh_from_db()
    return row

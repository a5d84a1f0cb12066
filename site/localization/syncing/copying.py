"""Copies of pages. A copy is a page of its own: it has no translations, unless somebody asks for those of the original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from localization.merging import has_words, leaf, translates
from localization.models import Kind, Origin, Translation, Unit, UnitState
from localization.units import Text, unit_value_write, units_write


@transaction.atomic
def translations_copy(original: Any, copy: Any, *, user: Any, locales: Iterable[Locale] | None = None) -> list[Translation]:
    """Give a copy the translations of its original, as drafts, with every word that still fits; return them.
    Only those into `locales` where these are given.

    Who wrote a text and whether it needs another look is copied with it. Texts that are outdated with the original are left
    out, for the memory to offer. Safe to call again: what somebody wrote in the copy since stays.
    """
    from localization.creating import translations_create

    made = []
    rows = Translation.objects.filter(translation_key=original.translation_key, source_locale=original.locale_id)
    if locales is not None:
        rows = rows.filter(locale__in=list(locales))
    for row in rows.exclude(locale=copy.locale).select_related("locale"):
        translations_create(sources=[copy], locale=row.locale, user=user)
        its = Translation.objects.filter(translation_key=copy.translation_key, locale=row.locale).first()
        if its is not None:
            _words_copy(list(row.units.exclude(state=UnitState.BIN)), list(its.units.all()), user)
            made.append(its)
    return made


def _words_copy(units: Iterable[Unit], its: Iterable[Unit], user: Any) -> None:
    known = {_key(each): each for each in units if has_words(each) and each.state == UnitState.DONE}
    open_ = [each for each in its if each.state == UnitState.TO_DO and _key(each) in known]
    texts = []
    for unit in open_:
        like = known[_key(unit)]
        if unit.kind == Kind.VALUE:
            unit_value_write(unit=unit, value=like.value, user=user)
        else:
            origin = like.origin or Origin.HUMAN
            texts.append(Text(unit, like.text, origin, engine=like.engine, match=like.match, needs_edit=like.needs_edit))
    units_write(texts=texts, user=user)


def _key(unit: Unit) -> tuple[str, str, Any]:
    return unit.kind, leaf(unit.path), translates(unit)

"""Translations of pages: their drafts are written as rows, some statements for a chunk."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from modelcluster.models import get_all_child_m2m_relations
from wagtail.models import Page, PageViewRestriction

from content.visibility import visibility_fill
from localization.creating.page_rows import pages_insert
from localization.creating.places import Places
from localization.creating.rows import Begun, begin, translations_write
from localization.creating.standing import sort_out
from localization.problems import problem
from localization.rendering.beginning import target_begin
from localization.segments import children_load, words_into
from localization.segments.twins import Twins


def pages_make(sources: list[Any], *, locale: Any, user: Any, created: Any) -> None:
    """Begin the translations of pages of one depth (of any class). None is the parent of another."""
    standing = sort_out(_rows(sources, created), model=Page, locale=locale, user=user, created=created)
    pages = _specific(standing.wanted)
    places = Places(pages, locale)
    placed = [page for page in pages if page.translation_key in standing.aliases or places.has_room(page, created)]
    some, twins = begin(placed, standing.without_target, locale)
    made = []
    for each in some:
        if (alias := standing.aliases.get(each.source.translation_key)) is not None:
            each.target = alias
        else:
            _begin(each, twins, locale, user)
            made.append(each)
    _place(made, places, user)
    created.made += translations_write(some, locale=locale, user=user)


def _rows(sources: list[Any], created: Any) -> list[Any]:
    """The rows as they are now, in this transaction: between the request and the worker pages come and go."""
    rows = {row.pk: row for row in Page.objects.filter(pk__in=[each.pk for each in sources])}
    created.problems += [problem("gone")] * (len(sources) - len(rows))
    return [rows[each.pk] for each in sources if each.pk in rows]


def _specific(rows: list[Any]) -> list[Any]:
    by_type: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_type[row.content_type_id].append(row.pk)
    found: dict[int, Any] = {}
    for content_type, pks in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is None:
            continue  # its plugin is not there: nobody knows what there is to translate
        pages = list(model._base_manager.filter(pk__in=pks).select_related("locale"))
        children_load(pages)
        found |= {page.pk: page for page in pages}
    return [found[row.pk] for row in rows if row.pk in found]


def _begin(each: Begun, twins: Twins, locale: Any, user: Any) -> None:
    each.target = target_begin(each.source, locale=locale, user=user)
    words_into(each.target, source=each.source, texts=each.texts, values=each.values, twins=twins)


def _place(made: list[Begun], places: Places, user: Any) -> None:
    """Those with groups of their own are saved as an editor would: rooms listen. There are few, such as spaces of the wiki."""
    apart = [each for each in made if get_all_child_m2m_relations(type(each.source))]
    for each in apart:
        places.name(each)
        places.parent_of(each.source).add_child(instance=each.target)
        each.target.save_revision(user=user, clean=False)
    if apart:
        places.read()
    rows = [each for each in made if each not in apart]
    for each in rows:
        places.name(each)
        places.put(each)
    pages_insert([each.target for each in rows], user=user)
    places.grow()
    _restrict(made)
    visibility_fill(paths=[each.target.path for each in made])
    if made:
        ids = [each.target.pk for each in made]
        transaction.on_commit(partial(_tell, ids))


def _tell(ids: list[int]) -> None:
    from localization.creating.tasks import pages_index

    pages_index.enqueue(ids)


def _restrict(made: list[Begun]) -> None:
    """A translation is restricted as its source is; what stands above says the rest."""
    by_source = {each.source.pk: each.target for each in made}
    for rule in PageViewRestriction.objects.filter(page__in=by_source).prefetch_related("groups"):
        own = PageViewRestriction.objects.create(
            page_id=by_source[rule.page_id].pk,
            restriction_type=rule.restriction_type,
            password=rule.password,
        )
        own.groups.set(rule.groups.all())

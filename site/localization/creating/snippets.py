"""Translations of snippets: those with drafts get an unpublished one, of others nothing is seen before it is published."""

from __future__ import annotations

from typing import Any

from localization.creating.rows import begin, translations_write
from localization.creating.standing import Standing, sort_out
from localization.rendering.beginning import target_begin
from localization.segments import children_load, words_into
from localization.targets import has_drafts


def snippets_make(sources: list[Any], *, locale: Any, user: Any, created: Any) -> None:
    """Begin the translations of snippets of one model. They are saved one by one: rooms listen to each."""
    model = type(sources[0])
    rows = list(model._base_manager.filter(pk__in=[each.pk for each in sources]).select_related("locale"))
    standing: Standing = sort_out(rows, model=model, locale=locale, user=user, created=created)
    children_load(standing.wanted)
    some, twins = begin(standing.wanted, standing.without_target, locale)
    for each in some:
        if has_drafts(model):
            each.target = target_begin(each.source, locale=locale, user=user)
            words_into(each.target, source=each.source, texts=each.texts, values=each.values, twins=twins)
            each.target.save()
            each.target.save_revision(user=user, clean=False)
    created.made += translations_write(some, locale=locale, user=user)

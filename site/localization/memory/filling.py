"""Texts that a new draft gets from the memory, and what the editor shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from localization.memory.finding import EVERYBODY, SAME, concordance, exact_matches, matches_for
from localization.memory.remembering import memory_used
from localization.models import Kind, Origin, Translation, Unit, UnitState
from localization.units import Text, units_write


def fills(sources: Collection[str], source_locale: Any, locale: Any) -> dict[str, Any]:
    """Return what the memory knows word for word for sources of new drafts.

    Only texts that anybody who translates may see are taken, since the draft is for whoever works on it. They need a
    person's look before publishing when SANAD_MEMORY_NEEDS_EDIT says so.
    """
    from localization.creating import Fill

    found = exact_matches(sources, languages=(source_locale.pk, locale.pk), user=EVERYBODY)
    memory_used(match.entry for match in found.values())
    look = settings.SANAD_MEMORY_NEEDS_EDIT
    return {source: Fill(match.text, Origin.MEMORY, match=SAME, needs_edit=look) for source, match in found.items()}


def units_fill(translations: Iterable[Translation], *, user: Any) -> int:
    """Write what the memory knows word for word into units that have no text yet; return how many there were.

    As `fills`, for translations that are there already.
    """
    by_languages: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for each in translations:
        by_languages[each.source_locale_id, each.locale_id].append(each.pk)
    number = 0
    for languages, keys in by_languages.items():
        units = list(Unit.objects.filter(translation__in=keys, kind=Kind.TEXT, state=UnitState.TO_DO, text=""))
        found = exact_matches([unit.source for unit in units], languages=languages, user=EVERYBODY)
        look = settings.SANAD_MEMORY_NEEDS_EDIT
        texts = [
            Text(unit, found[unit.source].text, origin=Origin.MEMORY, match=SAME, needs_edit=look)
            for unit in units
            if unit.source in found
        ]
        number += units_write(texts=texts, user=user, only_empty=True) if texts else 0
        memory_used(match.entry for match in found.values())
    return number


def suggestions(unit: Unit, user: Any = EVERYBODY) -> list[Any]:
    """Return what the editor offers for a unit, the best first."""
    from localization.editor.registry import Suggestion

    return [
        Suggestion(text=match.text, match=min(match.percent, SAME), origin=Origin.MEMORY, note=note_of(match))
        for match in matches_for(unit, user=user)
    ]


def note_of(match: Any) -> str:
    """Say what a person should know of a match, in their language."""
    if match.changes:
        pairs = ", ".join(f"{was} → {is_now}" for was, is_now in match.changes)
        return _("Numbers or placeholders were put in: %(pairs)s. Check the words around them.") % {"pairs": pairs}
    if not match.is_current:
        return _("A former text: another one is published there now.")
    if match.percent > SAME:
        return _("The same text in the same field.")
    return ""


def pairs_found(query: str, source_locale: Any, locale: Any, user: Any) -> list[Any]:
    """Answer the editor's question how something was said before."""
    from localization.editor.registry import Pair

    return [
        Pair(
            found.source,
            found.text,
            found.title,
            reverse("localization_admin:edit", args=[found.translation]) if found.translation else "",
        )
        for found in concordance(query, languages=(source_locale.pk, locale.pk), user=user)
    ]

"""Reading the memory: what was said for the same text, or for one much like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from rapidfuzz import fuzz

from localization.exchange.inline import html_of, pieces_of, plain, tags_of
from localization.memory.words import LEAST, folded, place_of, shape, signature, sizes_like, substitute
from localization.models import MemoryEntry, MemoryPlace, MemoryWord, Unit
from localization.units import source_digest
from localization.visible import translations_for, translations_of_all

SAME_PLACE, SAME, SUBSTITUTED = 101, 100, 99
MOST_COMPARED = 150
"""Candidates whose texts are read and compared; those that share most of the rarest words come first."""
LONGEST = 4000
"""Letters of a text that is compared with others; a longer one is found only as it is."""
MOST = 10
EVERYBODY = object()
"""Instead of a person: whoever may translate anything, so nothing of closed spaces."""


@dataclass(frozen=True)
class Match:
    """What the memory says for a text. `percent` is 100 for the same source, 101 where it also stands in the same field.

    `changes` are pairs of old and new number or placeholder that were put in; a person must look at these.
    """

    text: str
    percent: int
    entry: int
    source: str
    is_current: bool = True
    changes: tuple[tuple[str, str], ...] = field(default=())


def matches_for(unit: Unit, *, user: Any = EVERYBODY, least: int = LEAST) -> list[Match]:
    """Return what the memory has for a unit's source as it is now, the best first, at most MOST.

    `user` sees only what was published where they may look. Five queries at most, whatever the memory holds.
    """
    source = unit.source_now
    if not source.strip():
        return []
    languages = (unit.translation.source_locale_id, unit.translation.locale_id)
    return matches(source, languages=languages, context=place_of(unit.path), user=user, least=least)


def matches(
    source: str, *, languages: tuple[int, int], context: str = "", user: Any = EVERYBODY, least: int = LEAST
) -> list[Match]:
    """Return what the memory of a pair of languages (ids of Locales) has for inline HTML; see `matches_for`."""
    base = MemoryEntry.objects.filter(source_locale=languages[0], locale=languages[1])
    alike = base.filter(shape=shape(source)).order_by("-pk")[: MOST_COMPARED * 2]  # the same source among them
    entries = {entry.pk: entry for entry in alike}
    if len(source) <= LONGEST and least < SAME:
        entries |= {entry.pk: entry for entry in _alike(source, languages, entries)}
    seen = _seen(entries.values(), user)
    found = [_match(source, entry, context, seen[entry.pk]) for entry in entries.values() if entry.pk in seen]
    return _best([match for match in found if match.percent >= least])


def exact_matches(sources: Iterable[str], *, languages: tuple[int, int], user: Any = EVERYBODY) -> dict[str, Match]:
    """Return what to say for these sources (inline HTML) without asking anybody, by source.

    Only texts that stand somewhere now or came from a file, and only where there is one: two pages that translate the same
    words differently leave the choice to a person. Two queries for each 400 sources.
    """
    wanted = list({source for source in sources if source.strip()})
    found: dict[str, Match] = {}
    for start in range(0, len(wanted), 400):
        by_digest = {source_digest(source): source for source in wanted[start : start + 400]}
        rows = MemoryEntry.objects.filter(source_locale=languages[0], locale=languages[1], source_digest__in=by_digest)
        entries = list(rows.filter(approved=True))
        seen = _seen(entries, user)
        texts: defaultdict[str, list[MemoryEntry]] = defaultdict(list)
        for entry in entries:
            if entry.pk in seen and seen[entry.pk].is_current:
                texts[entry.source_digest].append(entry)
        for digest, those in texts.items():
            if len(those) == 1:
                found[by_digest[digest]] = Match(those[0].text, SAME, those[0].pk, those[0].source)
    return found


@dataclass(frozen=True)
class Pair:
    """A place where words were used: source and translation as plain text, and the page, where the person may see it."""

    source: str
    text: str
    title: str
    translation: int | None
    entry: int


def concordance(query: str, *, languages: tuple[int, int], user: Any, most: int = 30) -> list[Pair]:
    """Return translations whose source or text contains these words, newest first: how was this said before?"""
    words = query.split()[:8]
    if not words:
        return []
    entries = MemoryEntry.objects.filter(source_locale=languages[0], locale=languages[1])
    in_source, in_text = Q(), Q()
    for word in words:
        in_source &= Q(source__icontains=html_of(pieces_of(word)))
        in_text &= Q(text__icontains=html_of(pieces_of(word)))
    visible = translations_of_all() if user is EVERYBODY else translations_for(user)
    there = Q(is_shared=True) | Q(pk__in=MemoryPlace.objects.filter(translation__in=visible).values("entry"))
    rows = list(entries.filter(in_source | in_text).filter(there).order_by("-pk")[:most])
    places = MemoryPlace.objects.filter(entry__in=rows, translation__in=visible, is_current=True).select_related("translation")
    by_entry = {place.entry_id: place.translation for place in places}
    return [
        Pair(
            plain(row.source),
            plain(row.text),
            by_entry[row.pk].title if row.pk in by_entry else "",
            by_entry[row.pk].pk if row.pk in by_entry else None,
            row.pk,
        )
        for row in rows
    ]


@dataclass
class _Seen:
    """Where a person may see an entry: fields it stands in now; `is_current`: it stands somewhere, or is from a file."""

    contexts: set[str] = field(default_factory=set)
    is_current: bool = False


def _alike(source: str, languages: tuple[int, int], known: Iterable[int]) -> QuerySet[MemoryEntry]:
    """Read the entries that share most of the words by which a text is found."""
    keys, size = signature(source, languages)
    words = MemoryWord.objects.filter(key__in=keys, size__range=sizes_like(size))
    ranked = words.values("entry").annotate(common=Count("key")).order_by("-common", "-entry")
    chosen = [row["entry"] for row in ranked[:MOST_COMPARED]]
    return MemoryEntry.objects.filter(pk__in=set(chosen) - set(known))


def _seen(entries: Iterable[MemoryEntry], user: Any) -> dict[int, _Seen]:
    """Return which entries a person may see, and what of them."""
    entries = list(entries)
    found = {entry.pk: _Seen({entry.context} if entry.context else set(), True) for entry in entries if entry.is_shared}
    visible = translations_of_all() if user is EVERYBODY else translations_for(user)
    places = MemoryPlace.objects.filter(entry__in=[entry.pk for entry in entries], translation__in=visible)
    for entry, context, is_current in places.values_list("entry", "context", "is_current").distinct():
        seen = found.setdefault(entry, _Seen())
        seen.is_current |= is_current
        if is_current:
            seen.contexts.add(context)
    return found


def _match(source: str, entry: MemoryEntry, context: str, seen: _Seen) -> Match:
    match = Match(entry.text, 0, entry.pk, entry.source, seen.is_current)
    if entry.source == source:
        percent = SAME_PLACE if context and context in seen.contexts else SAME
        return replace(match, percent=percent if seen.is_current else SAME - 1)
    if entry.shape == shape(source) and (put := substitute(old=entry.source, text=entry.text, new=source)):
        return replace(match, text=put.text, percent=SUBSTITUTED, changes=put.changes)
    return replace(match, percent=likeness(source, entry.source))


def likeness(one: str, other: str) -> int:
    """Return how alike two sources are, in percent: their letters, less a little where their tags differ; 100 is the same."""
    if len(other) > LONGEST * 3:
        return 0
    percent = int(fuzz.ratio(folded(plain(one)), folded(plain(other)), score_cutoff=LEAST))
    different = tags_of(one) != tags_of(other)
    return max(0, min(SAME - 1, percent) - (2 if different else 0))


def _best(found: list[Match]) -> list[Match]:
    """Sort, and keep the best of each wording."""
    best: dict[str, Match] = {}
    for match in sorted(found, key=lambda match: (-match.percent, not match.is_current, -match.entry)):
        best.setdefault(match.text, match)
    return list(best.values())[:MOST]

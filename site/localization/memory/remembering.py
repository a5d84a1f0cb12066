"""Writing the memory: what was published, and what a file brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from django.db import transaction
from django.db.models import F

from localization.memory.words import place_of, shape, signature
from localization.models import Kind, MemoryEntry, MemoryPlace, MemoryWord, Translation, Unit, UnitState
from localization.units import source_digest

CHUNK = 400


@dataclass(frozen=True)
class Pair:
    """A text and its translation, as inline HTML; `context` is the field or block it is from, `user` who translated it."""

    source: str
    text: str
    context: str = ""
    user: int | None = None

    @property
    def digests(self) -> tuple[str, str]:
        """What names the pair among those of its languages."""
        return source_digest(self.source), sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def translation_remember(translation: Translation) -> int:
    """Take what a translation says now into the memory, and return how many texts that is; safe to call twice.

    Called when it is published. Machine texts that nobody has looked at are left out. What stood there before stays in the
    memory as a former text.
    """
    units = Unit.objects.filter(translation=translation, kind=Kind.TEXT, state=UnitState.DONE, needs_edit=False)
    pairs = {
        (place_of(unit.path), pair.digests): pair
        for unit in units.exclude(text="")
        if (pair := Pair(unit.source, unit.text, place_of(unit.path), unit.user_id)).text.strip()
    }
    languages = (translation.source_locale_id, translation.locale_id)
    entries = pairs_remember(pairs=list(pairs.values()), languages=languages, origin=MemoryEntry.Origin.PUBLISHED)
    wanted = {(entries[digests], context) for context, digests in pairs}
    places = MemoryPlace.objects.filter(translation=translation)
    known = {(place.entry_id, place.context): place for place in places}
    former = [place.pk for key, place in known.items() if place.is_current and key not in wanted]
    back = [known[key].pk for key in wanted if key in known and not known[key].is_current]
    for chunk in _chunks(former):
        MemoryPlace.objects.filter(pk__in=chunk).update(is_current=False)
    for chunk in _chunks(back):
        MemoryPlace.objects.filter(pk__in=chunk).update(is_current=True)
    new = [
        MemoryPlace(entry_id=entry, translation=translation, context=context) for entry, context in sorted(wanted - set(known))
    ]
    MemoryPlace.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
    return len(pairs)


@transaction.atomic
def pairs_remember(
    *, pairs: Sequence[Pair], languages: tuple[int, int], origin: str, is_shared: bool = False
) -> dict[tuple[str, str], int]:
    """Store pairs that are not there yet, and return the primary key of each pair's entry by its digests.

    `languages` are the ids of the source's Locale and the translation's. A pair that is there already is not made again;
    with `is_shared` it is for all from now on.
    """
    wanted = {pair.digests: pair for pair in pairs}
    found: dict[tuple[str, str], int] = {}
    for chunk in _chunks(list(wanted)):
        found |= _entries(chunk, languages)
        new = [digests for digests in chunk if digests not in found]
        if not new:
            continue
        rows = [_row(wanted[digests], digests, languages, origin, is_shared) for digests in new]
        MemoryEntry.objects.bulk_create(rows, ignore_conflicts=True)
        made = _entries(new, languages)
        found |= made
        words = [_words(made[digests], wanted[digests].source, languages) for digests in new if digests in made]
        MemoryWord.objects.bulk_create(chain(*words), batch_size=2000)
    if is_shared:
        for keys in _chunks(list(found.values())):
            MemoryEntry.objects.filter(pk__in=keys, is_shared=False).update(is_shared=True)
    return found


def memory_used(entries: Iterable[int]) -> None:
    """Count that these entries (primary keys) were taken."""
    for keys in _chunks(list(entries)):
        MemoryEntry.objects.filter(pk__in=keys).update(used=F("used") + 1)


@transaction.atomic
def memory_words_rebuild(languages: tuple[int, int] | None = None) -> int:
    """Write the words of all entries anew, as after a change of how they are found; return the number of entries."""
    entries = MemoryEntry.objects.order_by("pk")
    if languages:
        entries = entries.filter(source_locale=languages[0], locale=languages[1])
    number = 0
    rows = entries.values_list("pk", "source", "source_locale", "locale").iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        MemoryWord.objects.filter(entry__in=[row[0] for row in chunk]).delete()
        words = [_words(pk, source, (source_locale, locale)) for pk, source, source_locale, locale in chunk]
        MemoryWord.objects.bulk_create(chain(*words), batch_size=2000)
        number += len(chunk)
    return number


def _entries(digests: Sequence[tuple[str, str]], languages: tuple[int, int]) -> dict[tuple[str, str], int]:
    wanted = set(digests)
    rows = MemoryEntry.objects.filter(
        source_digest__in=[source for source, _text in digests], source_locale=languages[0], locale=languages[1]
    )
    return {
        (source, text): pk
        for pk, source, text in rows.values_list("pk", "source_digest", "text_digest")
        if (source, text) in wanted
    }


def _row(pair: Pair, digests: tuple[str, str], languages: tuple[int, int], origin: str, is_shared: bool) -> MemoryEntry:
    return MemoryEntry(
        source_locale_id=languages[0],
        locale_id=languages[1],
        source=pair.source,
        source_digest=digests[0],
        shape=shape(pair.source),
        size=signature(pair.source, languages)[1],
        text=pair.text,
        text_digest=digests[1],
        context=pair.context,
        origin=origin,
        is_shared=is_shared,
        user_id=pair.user,
    )


def _words(entry: int, source: str, languages: tuple[int, int]) -> list[MemoryWord]:
    keys, size = signature(source, languages)
    return [MemoryWord(entry_id=entry, key=key, size=size) for key in keys]


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))

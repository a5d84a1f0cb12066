"""Finds pages of one language that say nearly the same, or have nearly the same title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from wagtail.models import Locale

from kb.facts.pages import text_pages
from kb.facts.signatures import bands_of, likeness
from kb.models.facts import Likeness

ALIKE = 0.8
"""Share of common runs of words from which two texts are told as duplicates."""
MOST_OF_A_PAGE = 5
NEIGHBOURS = 20
"""Pages with which each is compared among those that share a band: a thousand copies of one page are not a million pairs."""
BATCH = 500

Pair = tuple[int, int]


def likeness_refresh() -> int:
    """Compare the pages of each language; return how many pairs are alike. A language is replaced in one transaction."""
    return sum(_compare(locale_id) for locale_id in Locale.objects.values_list("pk", flat=True))


def _compare(locale_id: int) -> int:
    rows = text_pages().filter(locale_id=locale_id, facts__read__isnull=False).order_by("pk")
    titles: defaultdict[str, list[int]] = defaultdict(list)
    texts: dict[int, bytes] = {}
    for pk, key, signature in rows.values_list("pk", "facts__title_key", "facts__signature").iterator(chunk_size=2000):
        if key:
            titles[key].append(pk)
        if signature:
            texts[pk] = bytes(signature)
    found: dict[Pair, tuple[int, bool]] = {}
    for pair in set(_neighbours(_bands(texts))):
        if (share := likeness(texts[pair[0]], texts[pair[1]])) >= ALIKE:
            found[pair] = (round(100 * share), False)
    for pair in _neighbours(titles.values()):
        one, other = (texts.get(pk, b"") for pk in pair)
        found[pair] = (found.get(pair, (round(100 * likeness(one, other)) if one and other else 0,))[0], True)
    with transaction.atomic():
        Likeness.objects.filter(page__locale_id=locale_id).delete()
        Likeness.objects.bulk_create(_rows(found), batch_size=BATCH)
    return len(found)


def _bands(texts: dict[int, bytes]) -> list[list[int]]:
    bands: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for pk, signature in texts.items():
        for band in bands_of(signature):
            bands[band].append(pk)
    return list(bands.values())


def _neighbours(groups: Iterable[list[int]]) -> Iterator[Pair]:
    """Yield pairs of each group, the smaller id first."""
    for group in groups:
        for at, one in enumerate(group):
            for other in group[at + 1 : at + 1 + NEIGHBOURS]:
                yield one, other


def _rows(found: dict[Pair, tuple[int, bool]]) -> list[Likeness]:
    """Both directions of each pair, for each page those that are most alike."""
    by_page: defaultdict[int, list[Likeness]] = defaultdict(list)
    for (one, other), (percent, same_title) in found.items():
        for page, twin in ((one, other), (other, one)):
            by_page[page].append(Likeness(page_id=page, other_id=twin, percent=percent, same_title=same_title))
    best = lambda each: (-each.percent, each.other_id)  # noqa: E731
    return [row for rows in by_page.values() for row in sorted(rows, key=best)[:MOST_OF_A_PAGE]]

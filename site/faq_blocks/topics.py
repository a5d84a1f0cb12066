"""The tree of topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from faq_blocks.models import Topic


def subtree_ids(topic_ids: Collection[int]) -> dict[int, list[int]]:
    """Return for each topic its id and those of all topics below it, in the order readers see them. One query.

    A topic that is gone has nothing, not even itself.
    """
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    there: set[int] = set()
    locales = Topic.objects.filter(pk__in=topic_ids).values("locale")
    for pk, parent in Topic.objects.filter(locale__in=locales).values_list("pk", "parent_id"):
        below[parent].append(pk)
        there.add(pk)
    return {pk: list(down(pk, below, set())) if pk in there else [] for pk in topic_ids}


def in_order(topics: Iterable[Topic]) -> Iterator[tuple[Topic, int]]:
    """Yield topics as a tree is read, each with its depth, 0 for the uppermost; no query.

    Those below the same one keep the order they come in. Whatever stands below one that is not among them counts as uppermost,
    and so does a circle, which only a program could have made: nothing is left out.
    """
    given = {each.pk: each for each in topics}
    below: defaultdict[int | None, list[Topic]] = defaultdict(list)
    for each in given.values():
        below[each.parent_id if each.parent_id in given else None].append(each)
    seen: set[int] = set()
    for top in [*below[None], *given.values()]:
        yield from _branch(top, 0, below, seen)


def _branch(topic: Topic, depth: int, below: dict[int | None, list[Topic]], seen: set[int]) -> Iterator[tuple[Topic, int]]:
    if topic.pk in seen:
        return
    seen.add(topic.pk)
    yield topic, depth
    for each in below.get(topic.pk, ()):
        yield from _branch(each, depth + 1, below, seen)


def down(pk: int, below: dict[int | None, list[int]], seen: set[int]) -> Iterator[int]:
    """Yield a topic and all below it, in order, but those seen before; `below`: the topics directly below each."""
    if pk in seen:  # a circle, made behind the forms' back
        return
    seen.add(pk)
    yield pk
    for each in below.get(pk, ()):
        yield from down(each, below, seen)


def topics_by_path() -> dict[tuple[int, tuple[str, ...]], int]:
    """Return the ids of all topics by language (the id of its Locale) and the titles on the way to them, in small letters.

    Where two topics have the same way, the first of them. One query.
    """
    rows = {pk: (locale, parent, title) for pk, locale, parent, title in _topic_rows()}
    found: dict[tuple[int, tuple[str, ...]], int] = {}
    for pk, (locale, _parent, _title) in rows.items():
        found.setdefault((locale, tuple(title.casefold() for title in _titles(pk, rows))), pk)
    return found


def topic_titles() -> dict[int, tuple[str, ...]]:
    """Return the titles on the way to each topic, by its id. One query."""
    rows = {pk: (locale, parent, title) for pk, locale, parent, title in _topic_rows()}
    return {pk: _titles(pk, rows) for pk in rows}


def _topic_rows() -> Iterator[tuple[int, int, int | None, str]]:
    yield from Topic.objects.values_list("pk", "locale_id", "parent_id", "title")


def _titles(pk: int, rows: dict[int, tuple[int, int | None, str]]) -> tuple[str, ...]:
    titles: list[str] = []
    seen: set[int] = set()
    each: int | None = pk
    while each in rows and each not in seen:
        seen.add(each)
        _locale, above, title = rows[each]
        titles.insert(0, " ".join(title.split()))
        each = above
    return tuple(titles)

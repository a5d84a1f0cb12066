"""Who needs whom, over several steps. Works on a plain mapping, slug -> the slugs it needs, and imports nothing of Django."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto

from plugins.manifest import Manifest
from plugins.versions import satisfies

Needs = Mapping[str, Iterable[str]]


class Unmet(Enum):
    """What is wrong with a plugin that another one needs."""

    MISSING = auto()
    BROKEN = auto()  # it is there, and cannot be used
    VERSION = auto()


def unmet(manifest: Manifest, there: Mapping[str, Manifest], broken: Iterable[str]) -> Iterator[tuple[str, Unmet]]:
    """Yield each plugin that this one needs and that is not as it needs it, with what is wrong, in the order of the manifest."""
    for slug, versions in manifest.requires.items():
        if slug not in there:
            yield slug, Unmet.MISSING
        elif slug in broken:
            yield slug, Unmet.BROKEN
        elif not satisfies(there[slug].version, versions):
            yield slug, Unmet.VERSION


def needs_of(manifests: Mapping[str, Manifest]) -> dict[str, tuple[str, ...]]:
    """Return what each of them needs itself."""
    return {slug: tuple(manifest.requires) for slug, manifest in manifests.items()}


def all_needed(slugs: Iterable[str], needs: Needs) -> set[str]:
    """Return what these need, directly or through others; one of themselves only when another one of them needs it."""
    found: set[str] = set()
    waiting = list(slugs)
    while waiting:
        more = set(needs.get(waiting.pop(), ())) - found
        found |= more
        waiting += more
    return found


def all_needing(slug: str, among: Iterable[str], needs: Needs) -> set[str]:
    """Return those of `among` that need `slug`, directly or through others of them."""
    able = set(among) - {slug}
    inner = {each: [needed for needed in needs.get(each, ()) if needed == slug or needed in able] for each in able}
    return {each for each in able if slug in all_needed([each], inner)}


def needed_first(slugs: Iterable[str], needs: Needs) -> list[str]:
    """Sort so that each comes after those of them that it needs; else by the alphabet. In a circle any order is as good."""
    ordered: list[str] = []
    left = sorted(set(slugs))
    while left:
        free = [each for each in left if not {*needs.get(each, ())} & ({*left} - {each})] or left
        ordered += free
        left = [each for each in left if each not in free]
    return ordered


def circle_through(slug: str, needs: Needs) -> list[str]:
    """Return a shortest way from `slug` over what it needs back to itself, with it at both ends, or []."""
    came_from: dict[str, str] = {}
    waiting = deque([slug])
    while waiting and slug not in came_from:
        current = waiting.popleft()
        for needed in sorted(needs.get(current, ())):
            if needed not in came_from:
                came_from[needed] = current
                waiting.append(needed)
    if slug not in came_from:
        return []
    way = [slug]
    while (way := [came_from[way[0]], *way])[0] != slug:
        pass
    return way


def circle_before(slug: str, needs: Needs) -> list[str]:
    """Return the circle that `slug` stands in, or else the first that it leads to, or []."""
    ways = (circle_through(each, needs) for each in (slug, *sorted(all_needed([slug], needs) - {slug})))
    return next(filter(None, ways), [])

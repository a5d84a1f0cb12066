"""`[[Title]]` and `[[Title|other words]]` in rich text become links to the pages of these titles."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from content.models import HelpPage

_NAMED = re.compile(r"\[\[([^\[\]|\n]{1,255})(?:\|([^\[\]\n]{1,255}))?\]\]")
_TAG = re.compile(r"(<[^>]*>)")
_CLOSED = {"a", "code"}
# What is no text of somebody who writes: their address, and lines of a program.
_APART = {"code", "language", "url", "href", "id"}
MOST = 200


def titles_linked(raw: Any, *, user: Any, locale_id: int, path: str) -> Any:
    """Return a raw stream in which names of pages have become links, or the same object where there is nothing to link.

    A name stands for a page of the language that this person may read and whose title it is, small and capital letters alike.
    Of several the nearest in the tree is meant, counted by how much of `path` they share, and none where two are equally near.
    What names no page stays as it is. One query, or none without names.
    """
    names = list(dict.fromkeys(_key(title) for title, _words in _named(raw)))[:MOST]
    if not names:
        return raw
    targets = _targets(names, user, locale_id, path)
    return _replaced(raw, targets) if targets else raw


def names_left(raw: Any) -> list[str]:
    """Return the titles in double brackets that are still no links."""
    return list(dict.fromkeys(title.strip() for title, _words in _named(raw)))


def _key(title: str) -> str:
    return " ".join(title.split()).casefold()


def _targets(names: list[str], user: Any, locale_id: int, path: str) -> dict[str, int]:
    pages = HelpPage.objects.listable_to(user).filter(locale_id=locale_id).order_by("pk")
    nearest: dict[str, list[tuple[int, int]]] = {}
    wanted = set(names)
    # Of letters of all scripts the database folds only some: titles are compared here.
    for pk, title, place in pages.values_list("pk", "title", "path").iterator():
        if (key := _key(title)) in wanted:
            nearest.setdefault(key, []).append((_shared(path, place), pk))
    found = {}
    for key, rows in nearest.items():
        rows.sort(reverse=True)
        if len(rows) == 1 or rows[0][0] > rows[1][0]:
            found[key] = rows[0][1]
    return found


def _shared(one: str, other: str) -> int:
    step = HelpPage.steplen
    count = 0
    while count < min(len(one), len(other)) and one[count : count + step] == other[count : count + step]:
        count += step
    return count


def _named(raw: Any) -> Iterator[tuple[str, str]]:
    if isinstance(raw, str):
        for text in _texts(raw):
            yield from _NAMED.findall(html.unescape(text))
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key not in _APART:
                yield from _named(value)
    elif isinstance(raw, list):
        for each in raw:
            yield from _named(each)


def _texts(markup: str) -> Iterator[str]:
    yield from (part for part, is_open in _parts(markup) if is_open)


def _parts(markup: str) -> Iterator[tuple[str, bool]]:
    """Cut rich text into tags and texts, and tell which texts may hold links. Other strings have no such texts."""
    if not markup.lstrip().startswith("<"):
        return
    closed: list[str] = []
    for part in _TAG.split(markup):
        if part.startswith("<"):
            name = re.sub(r"[^a-z0-9]", "", part.strip("</>").split()[0].lower()) if part.strip("</> ") else ""
            if name in _CLOSED and part.startswith("</"):
                closed = closed[:-1]
            elif name in _CLOSED:
                closed.append(name)
            yield part, False
        elif part:
            yield part, not closed


def _replaced(raw: Any, targets: dict[str, int]) -> Any:
    if isinstance(raw, str):
        parts = [_linked(part, targets) if is_open else part for part, is_open in _parts(raw)]
        return "".join(parts) if parts else raw
    if isinstance(raw, dict):
        return {key: value if key in _APART else _replaced(value, targets) for key, value in raw.items()}
    return [_replaced(each, targets) for each in raw] if isinstance(raw, list) else raw


def _linked(text: str, targets: dict[str, int]) -> str:
    def link(found: re.Match[str]) -> str:
        title, words = html.unescape(found[1]), found[2]
        pk = targets.get(_key(title))
        if pk is None:
            return found[0]
        return f'<a linktype="page" id="{pk}">{words or found[1].strip()}</a>'

    return _NAMED.sub(link, text)

"""Links to pages for whoever makes HTML for a reader: to the translation in their language, and only to what they may see."""

from __future__ import annotations

from collections.abc import Iterable

from content.audiences import Reader
from content.locales import code_of
from theme.family import family_of
from theme.links import Link


def links_to(pks: Iterable[int], *, reader: Reader, language: str) -> dict[int, Link]:
    """Return links to the pages with these ids, by id, in one query; none when there are no ids.

    A link leads to the translation in `language` where there is one that the reader may see. Pages that the reader may not be
    shown, and ids of none, are left out.
    """
    wanted = set(pks)
    if not wanted:
        return {}
    family = family_of(None, user=reader, linked_ids=wanted)
    # Those that are there name their own language: a translation that is not there needs none.
    locales = {code_of(each.locale_id): each.locale_id for each in family.by_id.values()}
    targets = {pk: family.target(pk, locales.get(language, 0)) for pk in wanted}
    return {pk: Link(page.title, page.url, summary=page.summary) for pk, page in targets.items() if page}

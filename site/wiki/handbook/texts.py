"""The texts of chapters, as their reader sees the pages, put into one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.blocks import StreamValue

from content.audiences import Reader, reader_for
from content.streams import stream_for
from theme import hooks
from theme.family import Family, family_of, linked_page_ids
from theme.headings import anchor_headings
from theme.noted import NOTES
from theme.reading import reader_page
from theme.richtext import links_for
from wiki.handbook.chapters import Chapter
from wiki.handbook.weaving import Weaver

Told = Callable[[int], None]


def chapters_write(chapters: list[Chapter], *, user: Any, told: Told | None = None) -> None:
    """Write the body of each chapter: passages cut for this reader, links between chapters leading inside.

    `told` is called with the number of chapters done, now and then. One query for what the texts link to, and what the blocks
    themselves ask for. The active language must be that of the handbook.
    """
    reader = reader_for(user)
    streams = {each.page.pk: _stream(each, reader) for each in chapters}
    linked: set[int] = set()
    for stream in streams.values():
        linked |= linked_page_ids(list(stream.raw_data)) if stream is not None else set()
    family = family_of(None, user=user, linked_ids=linked)
    weaver = Weaver(_anchors(chapters))
    for number, chapter in enumerate(chapters, start=1):
        html = _policy(chapter) + _text(chapter, streams[chapter.page.pk], family, reader)
        chapter.body = mark_safe(weaver.woven(html, chapter))  # noqa: S308  # nosec B308 # made by our templates and blocks
        if told is not None and (number % 10 == 0 or number == len(chapters)):
            told(number)


def _anchors(chapters: Iterable[Chapter]) -> dict[str, str]:
    """Where the address of a page leads in the handbook."""
    found: dict[str, str] = {}
    for chapter in chapters:
        found[chapter.page.link] = chapter.anchor
        for each in chapter.exceptions:
            found[each.link] = f"{chapter.anchor}-exception-{each.pk}"
    return found


def _stream(chapter: Chapter, reader: Reader) -> StreamValue | None:
    body = getattr(chapter.page, "body", None)
    return stream_for(body, reader.level) if body is not None else None


def _policy(chapter: Chapter) -> str:
    if chapter.policy is None:
        return ""
    context = {"policy": chapter.policy, "exceptions": chapter.exceptions, "content_language": chapter.language}
    return render_to_string("wiki/handbook/_policy.html", context)


def _text(chapter: Chapter, stream: StreamValue | None, family: Family, reader: Reader) -> str:
    if stream is None:
        return ""
    about = reader_page(chapter.page)
    taken: set[str] = set()
    context: dict[str, Any] = {"page": about, "reader": reader, "anchors": taken, NOTES: {}}
    with links_for(family, chapter.page.locale_id):
        rendered = stream.render_as_block(context)
    changed = hooks.body_html(mark_safe(rendered), page=about, reader=reader)  # noqa: S308  # nosec B308 # escaped by the blocks
    return anchor_headings(changed, taken)[0]

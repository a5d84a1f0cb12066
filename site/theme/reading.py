"""What the template of any page needs beside its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from content.audiences import Audience, Reader, reader_for
from content.locales import code_of
from content.models import HelpPage
from content.streams import stream_for
from localization.languages import direction_of
from theme import hooks
from theme.archive import archive_notice, succession_of
from theme.chrome import chrome_for, menu_page_ids, surroundings_of
from theme.family import Family, Relative, family_of, linked_page_ids
from theme.headings import anchor_headings
from theme.heads import head_of
from theme.links import Heading, Link
from theme.looks import look_of
from theme.reader_pages import ReaderPage
from theme.richtext import links_for

RELATED = 3


def reading_context(
    page: HelpPage, request: HttpRequest, *, body: StreamValue | None = None, told: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return crumbs, siblings, the rendered body with its table of contents, and what is related, in one query.

    The chrome of the page is put on the request. Audience passages above the reader's level are cut before rendering.
    `told`: what else the blocks of the body get in their context; they do not get the page itself.
    """
    reader, about = reader_for(request.user), reader_page(page)
    shown = stream_for(body, reader.level) if body is not None else None
    linked = linked_page_ids(list(shown.raw_data)) if shown is not None else set()
    around = surroundings_of(request, code_of(page.locale_id))
    look, succession = look_of(page), succession_of(page)
    on_page = {page.alias_of_id} if page.alias_of_id else set()
    ids = {*linked, *menu_page_ids(around, look), *succession.page_ids, *on_page}
    family = family_of(page, user=request.user, linked_ids=ids)
    request.chrome = chrome_for(request, page=page, family=family, look=look)  # type: ignore[attr-defined]
    markup, toc = _rendered(shown, family, about, page.locale_id, reader, told or {})
    ancestors = family.ancestors(page.path)
    siblings = family.siblings(page.path) if page.depth > 3 else []
    source = family.by_id.get(page.alias_of_id) if page.alias_of_id else None
    language = code_of(source.locale_id if source else page.locale_id)
    return {
        "chrome": request.chrome,  # type: ignore[attr-defined]
        "reader_page": about,
        "head": head_of(page, about, request.chrome, reader),  # type: ignore[attr-defined]
        "crumbs": hooks.breadcrumbs([Link(each.title, each.url) for each in ancestors], page=about, reader=reader),
        "parent_link": _link(ancestors[-1], page) if ancestors else None,
        "siblings": [_link(each, page) for each in siblings],
        "related": hooks.related_pages(_related(siblings, page), page=about, reader=reader),
        "body_html": markup,
        "toc": toc,
        "alias_notice": Link(source.title, source.url) if source else None,
        "archive_notice": archive_notice(page, succession, family),
        "content_language": language,
        "content_direction": direction_of(language),
    }


def reader_page(page: HelpPage) -> ReaderPage:
    """Return what a reader who may open the page may know of it. No query."""
    return ReaderPage(
        pk=page.pk,
        title=page.title,
        summary=page.summary,
        url=page.link,
        language=code_of(page.locale_id),
        kind=getattr(page, "search_kind", ""),
        is_home=page.depth == 2,
        is_private=page.audience_now >= Audience.AGENT,
        published=page.first_published_at,
        updated=page.last_published_at,
        translation_key=page.translation_key,
    )


def _rendered(
    stream: StreamValue | None, family: Family, page: ReaderPage, locale_id: int, reader: Reader, told: Mapping[str, Any]
) -> tuple[SafeString, list[Heading]]:
    if stream is None:
        return SafeString(""), []
    # Blocks that give out ids count them here, so that they are unique on the whole page. A block may be a plugin's: like a
    # hook it gets no more than the reader.
    context: dict[str, Any] = {**told, "page": page, "reader": reader, "anchors": set()}
    with links_for(family, locale_id):
        rendered = stream.render_as_block(context)
    # The blocks' templates escaped it, rich text was cleaned when it was stored.
    changed = hooks.body_html(mark_safe(rendered), page=page, reader=reader)  # noqa: S308
    markup, toc = anchor_headings(changed, context["anchors"])
    return mark_safe(markup), hooks.table_of_contents(toc, page=page, reader=reader)  # noqa: S308


def _link(each: Relative, page: HelpPage) -> Link:
    return Link(each.title, each.url, current=each.pk == page.pk, summary=each.summary)


def _related(siblings: list[Relative], page: HelpPage) -> list[Link]:
    """The next articles of the same shelf, from the top again after the last."""
    position = next((i for i, each in enumerate(siblings) if each.pk == page.pk), 0)
    around = siblings[position + 1 :] + siblings[:position]
    return [_link(each, page) for each in around[:RELATED]]

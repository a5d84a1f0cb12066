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
from theme.archive import Succession, archive_notice, succession_of
from theme.chrome import chrome_for, menu_page_ids, surroundings_of
from theme.companions import Companion
from theme.fallbacks import fallback_of
from theme.family import Family, Relative, family_of, linked_page_ids
from theme.headings import anchor_headings
from theme.heads import head_of
from theme.links import Heading, Link
from theme.looks import Look, look_of
from theme.newer import newer_source
from theme.noted import NOTES, Notes, things_noted
from theme.publicity import is_public
from theme.reader_pages import ReaderPage
from theme.richtext import links_for
from theme.social.tags import social_of
from theme.structured import breadcrumb_list
from theme.untranslated import untranslated

RELATED = 3


def reading_context(
    page: HelpPage,
    request: HttpRequest,
    *,
    body: StreamValue | None = None,
    told: Mapping[str, Any] | None = None,
    companion: Companion | None = None,
) -> dict[str, Any]:
    """Return crumbs, siblings, the rendered body with its table of contents, and what is related, in one query.

    The chrome of the page is put on the request. Audience passages above the reader's level are cut before rendering.
    `told`: what else the blocks of the body get in their context; they do not get the page itself.
    `companion`: what the page's room has to say.
    """
    reader, about, companion = reader_for(request.user), reader_page(page), companion or Companion()
    fallback = fallback_of(request)
    links_into = fallback.locale_id if fallback else page.locale_id
    shown = stream_for(body, reader.level) if body is not None else None
    look, succession = look_of(page), succession_of(page)
    family = _family(page, request, shown, companion, look, succession)
    chrome = request.chrome = chrome_for(request, page=page, family=family, look=look)  # type: ignore[attr-defined]
    notes: Notes = {}
    markup, toc = _rendered(shown, family, about, links_into, reader, {**(told or {}), NOTES: notes}, companion)
    ancestors = _led_into(family, family.ancestors(page.path), links_into)
    beside = family.siblings(page.path) if page.depth > 3 else []
    # Beside a page that stands in for one, its readers find their own language wherever there is some.
    siblings = _led_into(family, beside, links_into) if fallback else beside
    source = family.by_id.get(page.alias_of_id) if page.alias_of_id else None
    notice = untranslated(page, source, fallback)
    language = code_of(source.locale_id if source else page.locale_id)
    crumbs = hooks.breadcrumbs([Link(each.title, each.url) for each in ancestors], page=about, reader=reader)
    previous, following = _neighbours(siblings, page)
    next_to_read = companion.related(family, _following(beside, page))
    related = [_link(each, page) for each in (_led_into(family, next_to_read, links_into) if fallback else next_to_read)]
    head = head_of(page, about, chrome, reader)
    # What stands in for another page is known to other sites by its own address alone.
    social = social_of(about, head, chrome, request) if is_public(page) and not fallback else None
    # Search engines are anonymous: what the text tells a reader who sees more of it is not for them.
    noted = things_noted(notes, about) if reader.level == Audience.PUBLIC else []
    structured = _structured(crumbs, about, request, [*companion.structured(chrome, social), *noted]) if social else []
    return {
        "chrome": chrome,
        "reader_page": about,
        "head": head,
        "social": social,
        "structured": structured,
        "crumbs": crumbs,
        "parent_link": _link(ancestors[-1], page) if ancestors else None,
        "siblings": [_link(each, page) for each in siblings],
        "previous": previous,
        "following": following,
        "related": hooks.related_pages(related, page=about, reader=reader),
        "body_html": markup,
        "toc": toc,
        "untranslated": notice,
        "archive_notice": archive_notice(page, succession, family),
        "newer_source": newer_source(page, family),
        "is_public": social is not None,
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


def _family(
    page: HelpPage,
    request: HttpRequest,
    shown: StreamValue | None,
    companion: Companion,
    look: Look | None,
    succession: Succession,
) -> Family:
    raw = list(shown.raw_data) if shown is not None else []
    fallback = fallback_of(request)
    around = surroundings_of(request, fallback.language if fallback else code_of(page.locale_id))
    linked = linked_page_ids(raw) | menu_page_ids(around, look) | companion.linked_ids() | set(succession.page_ids)
    if page.alias_of_id:
        linked.add(page.alias_of_id)
    alone = companion.page_ids(raw)
    if fallback:  # what is near it, too, may be there in the reader's language
        linked, alone = linked | alone, set()
    return family_of(page, user=request.user, linked_ids=linked, page_ids=alone, siblings_translated=fallback is not None)


def _rendered(
    stream: StreamValue | None,
    family: Family,
    page: ReaderPage,
    locale_id: int,
    reader: Reader,
    told: Mapping[str, Any],
    companion: Companion,
) -> tuple[SafeString, list[Heading]]:
    if stream is None:
        return SafeString(""), []
    # Blocks that give out ids count them here, so that they are unique on the whole page. A block may be a plugin's: like a
    # hook it gets no more than the reader.
    context: dict[str, Any] = {**told, "page": page, "reader": reader, "anchors": companion.taken()}
    with links_for(family, locale_id):
        rendered = stream.render_as_block(context)
    # The blocks' templates escaped it, rich text was cleaned when it was stored.
    marked = companion.marked(mark_safe(rendered), family)  # noqa: S308  # nosec B308
    changed = hooks.body_html(marked, page=page, reader=reader)
    markup, toc = anchor_headings(changed, context["anchors"])
    return mark_safe(markup), hooks.table_of_contents(toc, page=page, reader=reader)  # noqa: S308  # nosec B308


def _led_into(family: Family, relatives: list[Relative], locale_id: int) -> list[Relative]:
    """Return the translation of each where there is one in this language."""
    return [family.in_language(each.translation_key, locale_id) or each for each in relatives]


def _structured(crumbs: list[Link], page: ReaderPage, request: HttpRequest, more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    way = [*crumbs, Link(page.title, page.url)]
    things = [breadcrumb_list(way, request.build_absolute_uri), *more] if crumbs else more
    return hooks.structured_data(things, page=page)


def _link(each: Relative, page: HelpPage) -> Link:
    return Link(each.title, each.url, current=each.pk == page.pk, summary=each.summary)


def _neighbours(siblings: list[Relative], page: HelpPage) -> tuple[Link | None, Link | None]:
    """The pages of the same type before and after this one on its shelf."""
    alike = [each for each in siblings if each.content_type_id == page.content_type_id]
    position = next((i for i, each in enumerate(alike) if each.pk == page.pk), None)
    if position is None:
        return None, None
    before, after = alike[position - 1 : position], alike[position + 1 : position + 2]
    return next((_link(each, page) for each in before), None), next((_link(each, page) for each in after), None)


def _following(siblings: list[Relative], page: HelpPage) -> list[Relative]:
    """The next pages of the same shelf, from the top again after the last."""
    position = next((i for i, each in enumerate(siblings) if each.pk == page.pk), 0)
    return (siblings[position + 1 :] + siblings[:position])[:RELATED]

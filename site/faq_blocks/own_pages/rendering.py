"""A question as a reader sees it on its own page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from content.audiences import Audience, Reader, reader_for
from content.locales import code_of
from content.models import HelpPage
from content.plain import plain_text
from content.streams import raw_stream_for
from faq_blocks.blocks.entries import answer_html
from faq_blocks.models import Question
from faq_blocks.own_pages.addresses import own_path, standings
from faq_blocks.own_pages.structured import qa_page
from faq_blocks.raw import without_faqs
from faq_blocks.readers.kind import KIND
from feedback.answers import answer_foot
from localization.languages import direction_of
from theme.chrome import Chrome, chrome_for, menu_page_ids, surroundings_of
from theme.fallbacks import fallback_of
from theme.family import Family, family_of, linked_page_ids
from theme.headings import anchor_headings
from theme.heads import Head
from theme.links import Language, Link
from theme.reader_pages import ReaderPage
from theme.richtext import links_for
from theme.structured import breadcrumb_list
from theme.switcher import default_alternate
from theme.untranslated import notice_of

DESCRIBED = 160
"""Letters of an answer that search engines get as description."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """The HTML of an answer, cut for its reader, and the family its links were made with."""

    html: SafeString
    family: Family


def shown_answer(question: Question, request: HttpRequest, page: HelpPage | None = None) -> ShownAnswer:
    """Return the answer for whoever asks; the pages it links to are read in one query, with those above `page`."""
    reader = reader_for(request.user)
    raw = without_faqs(raw_stream_for(list(question.answer.raw_data), reader.level))
    fallback = fallback_of(request)
    menu = menu_page_ids(surroundings_of(request, fallback.language if fallback else code_of(question.locale_id)))
    family = family_of(page, user=request.user, linked_ids=linked_page_ids(raw) | menu, with_siblings=False)
    context: dict[str, Any] = {"page": about(question), "reader": reader, "anchors": set()}
    with links_for(family, fallback.locale_id if fallback else question.locale_id):
        html = answer_html(raw, context)
    anchored, _toc = anchor_headings(html, context["anchors"])
    return ShownAnswer(mark_safe(anchored), family)  # noqa: S308  # nosec B308 # the blocks' templates escaped it


def foot_of(question: Question) -> SafeString:
    """Return what stands below its answer: whether it helped is asked there."""
    return answer_foot(KIND)(question.pk, question.live_revision_id or 0)


def about(question: Question) -> ReaderPage:
    """Return what blocks may know of the page they stand on."""
    return ReaderPage(
        pk=0,
        title=question.question,
        summary="",
        url=own_path(question.slug, question.locale_id),
        language=code_of(question.locale_id),
        kind="question",
        is_home=False,
        is_private=question.audience >= Audience.AGENT,
        published=question.first_published_at,
        updated=question.last_published_at,
        translation_key=question.translation_key,
    )


def question_context(question: Question, request: HttpRequest) -> dict[str, Any]:
    """Return what faq_blocks/question.html needs. The chrome is put on the request."""
    reader = reader_for(request.user)
    places = standings([question.pk], reader).get(question.pk, [])
    page = HelpPage.objects.get(pk=places[0].page_id) if places else None
    shown = shown_answer(question, request, page)
    chrome = _chrome(question, request, shown.family)
    crumbs = [Link(each.title, each.url) for each in shown.family.ancestors(page.path)] if page else []
    crumbs += [Link(page.title, page.link)] if page else [Link(chrome.site_name, chrome.home_url)]
    language = code_of(question.locale_id)
    return {
        "chrome": chrome,
        "question": question,
        "answer": shown.html,
        "foot": foot_of(question),
        "crumbs": crumbs,
        "places": [Link(each.title, each.url) for each in places],
        "head": _head(question, shown.html, is_fallback=chrome.is_fallback),
        "structured": [] if chrome.is_fallback else _structured(question, shown.html, crumbs, reader, request),
        "untranslated": notice_of(chrome.language, language, _own_link(question)) if chrome.is_fallback else None,
        "content_language": language,
        "content_direction": direction_of(language),
    }


def _own_link(question: Question) -> Link:
    return Link(question.question, own_path(question.slug, question.locale_id))


def _head(question: Question, answer: str, *, is_fallback: bool) -> Head:
    description = Truncator(" ".join(plain_text(answer).split())).chars(DESCRIBED)
    return Head(title=question.question, description=description, robots="noindex" if question.audience or is_fallback else "")


def _structured(
    question: Question, answer: str, crumbs: list[Link], reader: Reader, request: HttpRequest
) -> list[dict[str, Any]]:
    """Search engines are anonymous: they are told what everybody sees."""
    if question.audience or reader.level:
        return []
    path = own_path(question.slug, question.locale_id)
    qa = qa_page(
        question=question.question,
        answer=answer,
        url=request.build_absolute_uri(path),
        language=code_of(question.locale_id),
        published=question.first_published_at,
        updated=question.last_published_at,
    )
    return [breadcrumb_list([*crumbs, Link(question.question, path)], request.build_absolute_uri), *qa]


def _chrome(question: Question, request: HttpRequest, family: Family) -> Chrome:
    """The chrome of a page that is none: canonical address, alternates and switcher are those of the question."""
    same = Question.objects.listable_to(request.user).filter(translation_key=question.translation_key)
    names = same.values_list("locale_id", "slug", "question")
    there = {code_of(locale): Link(words, own_path(slug, locale)) for locale, slug, words in names}
    absolute = {code: request.build_absolute_uri(link.url) for code, link in sorted(there.items())}
    chrome = chrome_for(request, family=family)
    languages, nearby = _switcher(chrome, there)
    is_one_of_many = len(absolute) > 1 and not chrome.is_fallback
    found = replace(
        chrome,
        canonical_url=request.build_absolute_uri(own_path(question.slug, question.locale_id)),
        languages=languages,
        nearby=nearby,
        alternates=list(absolute.items()) if is_one_of_many else [],
        default_alternate=default_alternate(absolute) if is_one_of_many else "",
        is_private=question.audience >= Audience.AGENT,
    )
    request.chrome = found  # type: ignore[attr-defined]
    return found


def _switcher(chrome: Chrome, there: dict[str, Link]) -> tuple[list[Language], list[Language]]:
    """Return the languages that have the question, called as it is there, and the others with their home pages."""
    known = [(each, there[each.code]) for each in chrome.languages if each.code in there]
    languages = [replace(each, url=link.url, title=link.title) for each, link in known]
    nearby = [replace(each, url=f"/{each.code}/") for each in chrome.languages if each.code not in there]
    return languages, nearby

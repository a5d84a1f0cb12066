"""What is indexed of questions: those of the library, and those typed on pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.audiences import EVERYTHING
from content.filling import filled_all
from content.locales import code_of
from content.models import HelpPage
from content.streams import cut_for, levels_in, raw_text
from faq_blocks.models import Placement, Question, QuestionPlace, QuestionSettings, QuestionTag
from faq_blocks.places.keeping import question_key, typed_key
from faq_blocks.raw import without_faqs
from faq_blocks.searching.shown import typed_to
from faq_blocks.selectors import useful_questions
from search.documents import TOP_LEVEL, Document, level_ranges, register_kind
from search.sources import Source, register_source

KIND = "question"
LONGEST_TITLE = 255
"""Letters that engines store of a title; a typed question may be longer."""


def findable() -> QuerySet[Question]:
    """Return the questions of the library that somebody may find and open: at their own address, or on a page."""
    shown = Question.objects.listable_to(EVERYTHING)
    if _somewhere_own_pages():
        return shown
    places = QuestionPlace.objects.filter(page__in=HelpPage.objects.listable_to(EVERYTHING))
    return shown.filter(pk__in=places.values("question"))


def _somewhere_own_pages() -> bool:
    from wagtail.models import Site

    return Site.objects.exclude(pk__in=QuestionSettings.objects.filter(own_pages=False).values("site")).exists()


def library_documents(ids: Iterable[int]) -> Iterator[Document]:
    """Yield the documents of questions of the library, one for each audience that reads another answer."""
    questions = list(findable().filter(pk__in=list(ids)))
    answers = without_faqs(filled_all([list(each.answer.raw_data) for each in questions]))
    topics, tags = _topics(questions), _tags(questions)
    helpful = useful_questions([each.pk for each in questions])
    for question, answer in zip(questions, answers, strict=True):
        for low, high in level_ranges(question.audience, levels_in(answer)):
            yield Document(
                key=question_key(question.pk),
                language=code_of(question.locale_id),
                kind=KIND,
                title=question.question,
                min_level=low,
                max_level=high,
                keywords=question.search_keywords,
                body=raw_text(cut_for(answer, low)),
                category_title=topics.get(question.pk, ""),
                tags=tuple(tags[question.pk]),
                updated=question.last_published_at,
                helpful=helpful.get(question.pk, 0.0),
            )


def typed_documents(ids: Iterable[int]) -> Iterator[Document]:
    """Yield the documents of questions typed on pages; they are for the readers of their page and passage."""
    places = list(typed_to(EVERYTHING).filter(pk__in=list(ids)).select_related("page"))
    above = _ids_above([place.page for place in places])
    for place in places:
        page = place.page
        yield Document(
            key=typed_key(place.pk),
            language=code_of(page.locale_id),
            kind=KIND,
            title=place.text[:LONGEST_TITLE],
            min_level=min(max(page.audience_now, place.level), TOP_LEVEL),
            required_groups=page.required_groups,
            body=place.answer,
            category_path=tuple(above[path] for path in _paths(page) if path in above),
            category_title=page.title,
            updated=page.last_published_at,
        )


def _topics(questions: Sequence[Question]) -> dict[int, str]:
    rows = Placement.objects.filter(question__in=questions).order_by("-pk")
    return dict(rows.values_list("question_id", "topic__title"))


def _tags(questions: Sequence[Question]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = QuestionTag.objects.filter(content_object__in=questions).order_by("tag__name")
    for pk, name in rows.values_list("content_object_id", "tag__name"):
        found[pk].append(name)
    return found


def _paths(page: Page) -> list[str]:
    """The tree paths from the first page below a home page to this one: a question is below its page."""
    return [page.path[:end] for end in range(3 * Page.steplen, len(page.path) + 1, Page.steplen)]


def _ids_above(pages: Iterable[Page]) -> dict[str, int]:
    wanted = {path for page in pages for path in _paths(page)}
    return dict(Page.objects.filter(path__in=wanted).values_list("path", "pk"))


def register() -> None:
    """Make questions known to search."""

    def _ids(rows: Any) -> Any:
        return rows.order_by("pk").values_list("pk", flat=True)

    library = Source(library_documents, lambda: _ids(findable()), existing=lambda ids: list(_ids(findable().filter(pk__in=ids))))
    typed = Source(
        typed_documents,
        lambda: _ids(typed_to(EVERYTHING)),
        existing=lambda ids: list(_ids(typed_to(EVERYTHING).filter(pk__in=ids))),
    )
    register_source("question", library)
    register_source("typed", typed)
    register_kind(KIND, _("question"), _("questions"))

"""Addresses of questions: their own, and where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from content.addresses import page_path
from content.audiences import Reader
from content.locales import code_of
from content.models import HelpPage
from faq_blocks.models import QuestionPlace


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that shows a question to a reader, and the address that opens it there."""

    page_id: int
    title: str
    url: str


def own_path(slug: str, locale_id: int) -> str:
    """Return the path of a question's own address."""
    return f"/{code_of(locale_id)}/questions/{slug}/"


def standings(question_ids: Collection[int], reader: Reader) -> dict[int, list[Standing]]:
    """Return where questions stand, of those pages and passages that the reader may be shown; one query.

    In the order of the tree. Nothing is said of who may see the questions.
    """
    if not question_ids:
        return {}
    rows = QuestionPlace.objects.filter(
        question_id__in=question_ids, level__lte=reader.level, page__in=HelpPage.objects.listable_to(reader)
    )
    names = ("question_id", "anchor", "page_id", "page__title", "page__url_path", "page__locale_id")
    found: defaultdict[int, list[Standing]] = defaultdict(list)
    for question_id, anchor, page_id, title, url_path, locale_id in rows.order_by("page__path", "position").values_list(*names):
        found[question_id].append(Standing(page_id, title, f"{page_path(url_path=url_path, locale_id=locale_id)}#{anchor}"))
    return found

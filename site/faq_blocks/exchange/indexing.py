"""Lets an import write many questions, and bring what is derived from them up to date once, at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update

from faq_blocks.held import in_parts
from faq_blocks.models import Question
from faq_blocks.models.question import indexed_later


@contextmanager
def indexed_once() -> Iterator[None]:
    """Keep what is saved within from the admin's search and from the index of references.

    With each question the search of a database asks for the average of all its rows, three times: that made an import slower
    with every row.
    """
    token = indexed_later.set(True)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        indexed_later.reset(token)


def questions_index(ids: Sequence[int]) -> None:
    """Bring both up to date. Safe to call again."""
    for part in in_parts(ids):
        questions = list(Question.objects.filter(pk__in=part))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Question, questions)
        for each in questions:
            ReferenceIndex.create_or_update_for_object(each)

"""What a request names, however much it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from wagtail.models import Page

from localization.jobs.sources import CHOSEN, sources_asked
from tests.faq_blocks.library import add_question
from tests.localization.work.cast import locale
from tests.localization.working import begun

pytestmark = pytest.mark.django_db


def asked(user, query="", chosen=(), *, with_descendants=False):
    request: Any = RequestFactory().get(f"/?{query}")
    request.user, request.session = user, {CHOSEN: list(chosen)}
    return sources_asked(request, with_descendants=with_descendants)


def rows(parent, number, **fields):
    """Many pages below one, without all that belongs to making a page."""
    steps = [Page._get_path(parent.path, parent.depth + 1, each + 1) for each in range(number)]
    made = [
        Page(path=path, depth=parent.depth + 1, title=path, slug=path, locale=parent.locale, content_type=parent.content_type)
        for path in steps
    ]
    return Page.objects.bulk_create(made)


def test_thousands_of_chosen_pages_with_all_below(home, superuser):
    section = rows(home, 1100)
    inner = rows(section[-1], 2)
    rows(inner[0], 1)
    found = asked(superuser, "chosen=1", [each.pk for each in [*section, *inner]], with_descendants=True)
    assert len(found.pages) == 1103


def test_snippets_cost_the_same_however_many(homes, superuser, django_assert_max_num_queries):
    questions = [add_question(f"Question {number}?") for number in range(12)]
    query = "&".join(f"snippet=faq_blocks.question:{each.pk}" for each in questions)
    with django_assert_max_num_queries(6):
        assert asked(superuser, query).snippets == questions


def test_a_translated_snippet_stands_for_its_source_which_is_there_once(homes, superuser):
    question = add_question()
    row = begun(question)
    own = type(question).objects.get(locale=locale("fa"))
    assert own.pk == int(row.object_id)
    found = asked(superuser, f"snippet=faq_blocks.question:{own.pk}&snippet=faq_blocks.question:{question.pk}")
    assert found.snippets == [question]

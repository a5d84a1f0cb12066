"""Real input: two foreign corpora, about 2,800 articles in four languages, in one site.

They are test input under their own licences and stand beside the project; where they are missing, this is skipped and
says so.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from content.audiences import ANONYMOUS
from content.visibility import visibility_problems
from importing.services import import_folder
from importing.writing.work import Report
from kb.models import ArticlePage
from search import selectors
from search.engines import choice
from search.outbox import outbox_process
from search.queries import SearchQuery
from tests.importing.conftest import SHARED

CORPORA = SHARED / "corpora"
SAMPLE = 100

pytestmark = [
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside the project"),
    pytest.mark.django_db,
]

LANGUAGES = [("en", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("id", "ltr")]


@pytest.fixture(scope="module")
def reports(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Report]]:
    """Both corpora imported and indexed, in a transaction around all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        choice.reset()
        found = {
            "umbrella": import_folder(folder=CORPORA / "umbrella", under="home/umbrella", link_scheme="umbrella"),
            "libreoffice": import_folder(folder=CORPORA / "libreoffice", under="home/libreoffice"),
        }
        while outbox_process(1000):
            pass
        yield found
        transaction.set_rollback(True)


def sample(language: str) -> list[ArticlePage]:
    """A hundred articles of a language, always the same."""
    ids = list(ArticlePage.objects.filter(locale__language_code=language).order_by("url_path").values_list("pk", flat=True))
    chosen = random.Random(2026).sample(ids, SAMPLE)
    return list(ArticlePage.objects.filter(pk__in=chosen).order_by("url_path"))


def test_everything_is_imported_without_an_error(reports):
    assert {name: report.number("new") for name, report in reports.items()} == {"umbrella": 1953, "libreoffice": 1218}
    assert [problem for report in reports.values() for problem in report.problems if problem.severity != "warning"] == []


def test_the_tree_and_the_visibility_are_sound(reports, capsys):
    call_command("fixtree", interactive=False)
    assert capsys.readouterr().out.count("No problems found") == 2
    assert visibility_problems() == []


def test_links_between_the_libreoffice_pages_all_lead_somewhere(reports):
    """The README of that corpus promises that its relative links all resolve."""
    assert [problem for problem in reports["libreoffice"].problems if "leads nowhere" in problem.message] == []


def test_each_article_has_its_translations(reports):
    alone = [page.url_path for page in sample("en") if not page.get_translations().exists()]
    assert alone == []


def test_importing_again_writes_nothing(reports):
    again = import_folder(folder=CORPORA / "umbrella", under="home/umbrella", link_scheme="umbrella")
    assert (again.number("unchanged"), again.number("new"), again.number("changed")) == (1953, 0, 0)


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
def test_pages_answer_in_their_own_direction(reports, client, language, direction):
    wrong = {}
    for page in sample(language):
        response = client.get(page.link)
        shown = re.search(r"<html[^>]*>", response.content.decode())
        tag = shown[0] if shown else ""
        if response.status_code != 200 or f'dir="{direction}"' not in tag or f'lang="{language}"' not in tag:
            wrong[page.link] = (response.status_code, tag)
    assert wrong == {}


@pytest.mark.parametrize("language", [language for language, _direction in LANGUAGES])
def test_pages_are_found_by_the_words_of_their_title(reports, language):
    """Many articles share a title, hence a page with exactly that title among the first ten counts."""
    missed = []
    for page in sample(language):
        hits = selectors.search_pages(SearchQuery(page.title, language, size=10), ANONYMOUS).hits
        if page.title not in [hit.page.title for hit in hits]:
            missed.append((page.title, [hit.page.title for hit in hits][:3]))
    assert len(missed) <= SAMPLE * 5 // 100, missed

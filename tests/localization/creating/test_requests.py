"""Asking for translations: one page at once, many in the worker, none of what somebody may not see."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from kb.models import ArticlePage, CategoryPage
from localization.models import BackgroundRun, Translation
from localization.requests import translations_request
from localization.runs import AlreadyRunning, run_execute
from tests.factories import add_page
from tests.faq_blocks.library import add_question
from tests.localization.working import locale_of
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(home):
    shelf = add_page(home, CategoryPage, "Shelf")
    for number in range(3):
        add_page(shelf, ArticlePage, f"Article {number}")
    return shelf


def ask(sources, user, *codes, below=False) -> BackgroundRun:
    locales = [locale_of(code) for code in codes or ("fa",)]
    return translations_request(sources=sources, locales=locales, with_descendants=below, user=user)


def test_one_page_is_done_at_once(shelf, superuser):
    run = ask([ArticlePage.objects.get(title="Article 0")], superuser)
    assert (run.state, run.done, run.total, run.open_key) == (BackgroundRun.State.DONE, 1, 1, None)
    assert run.title == "Translate “Article 0” into فارسی"
    assert Translation.objects.filter(pk__in=run.result["made"]).count() == len(run.result["made"]) == 2, "and the shelf above it"


def test_a_subtree_waits_for_the_worker(shelf, superuser):
    run = ask([shelf], superuser, "fa", "id", below=True)
    assert (run.state, run.total, Translation.objects.count()) == (BackgroundRun.State.WAITING, 8, 0)
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.skipped, run.problems) == (BackgroundRun.State.DONE, 8, 0, [])
    assert Translation.objects.count() == 8


def test_the_worker_is_told_when_the_request_is_committed(shelf, superuser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run = ask([shelf], superuser, below=True)
    run.refresh_from_db()
    assert (run.state, run.done) == (BackgroundRun.State.DONE, 4)


def test_the_same_is_not_asked_for_twice_at_a_time(shelf, superuser):
    run = ask([shelf], superuser, below=True)
    with pytest.raises(AlreadyRunning) as caught:
        ask([shelf], superuser, below=True)
    assert caught.value.run == run
    run_execute(run.pk)
    again = ask([shelf], superuser, below=True)
    run_execute(again.pk)
    again.refresh_from_db()
    assert (again.done, again.skipped, Translation.objects.count()) == (4, 4, 4)


def test_what_is_closed_to_somebody_is_left_out(home, agent, superuser):
    space = add_page(home, SpacePage, "Secret")
    space.readers.set([Group.objects.get(name="Leads")])
    space.save()
    add_page(space, WikiPage, "Plan")
    run = ask([home], agent, below=True)
    run_execute(run.pk)
    assert not Page.objects.filter(locale=locale_of("fa"), title__in=["Secret", "Plan"]).exists()
    run = ask([home], superuser, below=True)
    run_execute(run.pk)
    assert Page.objects.filter(locale=locale_of("fa"), title__in=["Secret", "Plan"]).count() == 2


def test_work_of_somebody_who_is_gone_ends(shelf, agent):
    run = ask([shelf], agent, below=True)
    agent.delete()
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.state, Translation.objects.count()) == (BackgroundRun.State.CANCELLED, 0)


def test_questions_that_a_page_shows_are_begun_with_it(home, superuser):
    question = add_question("May I return it?", "<p>Yes.</p>")
    value = {"heading": "", "entries": [], "questions": [{"type": "item", "value": question.pk, "id": "q"}]}
    body = json.dumps([{"type": "faq_accordion", "value": value, "id": "aa"}])
    run = ask([add_page(add_page(home, CategoryPage, "Shelf"), ArticlePage, "Asked", body=body)], superuser)
    assert (run.done, run.total, len(run.result["made"])) == (1, 1, 3)
    assert Translation.objects.filter(translation_key=question.translation_key).exists()


def test_snippets_are_asked_for_like_pages(homes, superuser):
    run = ask([add_question("A?"), add_question("B?")], superuser)
    run_execute(run.pk)
    run.refresh_from_db()
    assert (run.done, run.total, len(run.result["made"])) == (2, 2, 2)

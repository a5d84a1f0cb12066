"""How editors answer failed searches: dismissed, reopened, by an article; one by one and many at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from accounts.permissions import grant_editor_permissions
from kb.models import ArticlePage, CategoryPage
from search.models import FailedQuery
from tests.search.failed_searches import failed

pytestmark = pytest.mark.django_db
Status, Answer = FailedQuery.Status, FailedQuery.Answer


def act(browser, name: str, entry: FailedQuery, **fields):
    return browser.post(reverse(f"search_failed:{name}", args=[entry.pk]), fields)


@pytest.mark.parametrize("name", ["dismiss", "reopen", "draft"])
def test_what_agents_asked_cannot_be_touched_by_an_editor(editing, name):
    assert act(editing, name, failed(side="internal")).status_code == 404


@pytest.mark.parametrize("name", ["dismiss", "reopen", "draft"])
def test_a_link_changes_nothing(editing, name):
    assert editing.get(reverse(f"search_failed:{name}", args=[failed().pk])).status_code == 405


@pytest.mark.parametrize("name", ["dismiss", "reopen", "draft"])
def test_an_agent_without_the_right_changes_nothing(client, agent, name):
    client.force_login(agent)
    entry = failed()
    act(client, name, entry)
    entry.refresh_from_db()
    assert entry.status == Status.OPEN


def test_dismissing_leads_back_to_the_list_as_it_was(editing):
    entry, here = failed(), reverse("search_failed:index") + "?language=en"
    response = act(editing, "dismiss", entry, next=here)
    entry.refresh_from_db()
    assert (response.url, entry.status) == (here, Status.DISMISSED)


def test_dismissing_leads_nowhere_else(editing):
    assert act(editing, "dismiss", failed(), next="https://evil.example/").url == reverse("search_failed:index")


def test_a_dismissed_entry_can_be_reopened(editing):
    entry = failed(status=Status.DISMISSED)
    act(editing, "reopen", entry)
    entry.refresh_from_db()
    assert entry.status == Status.OPEN


def bulk(browser, action: str, *entries: FailedQuery):
    address = reverse("wagtail_bulk_action", args=["search", "failedquery", action])
    return browser.post(f"{address}?" + "&".join(f"id={entry.pk}" for entry in entries))


def test_many_are_dismissed_at_once(editing):
    entries = [failed("one"), failed("two")]
    bulk(editing, "dismiss", *entries)
    assert set(FailedQuery.objects.values_list("status", flat=True)) == {Status.DISMISSED}


def test_many_are_reopened_at_once(editing):
    entries = [failed("one", status=Status.DISMISSED), failed("two", status=Status.CLOSED)]
    bulk(editing, "reopen", *entries)
    assert set(FailedQuery.objects.values_list("status", flat=True)) == {Status.OPEN}


def test_among_many_what_agents_asked_is_left_alone(editing):
    secret = failed("secret", side="internal")
    bulk(editing, "dismiss", failed("one"), secret)
    secret.refresh_from_db()
    assert secret.status == Status.OPEN


def test_the_question_before_dismissing_many_names_no_secret(editing):
    address = reverse("wagtail_bulk_action", args=["search", "failedquery", "dismiss"])
    shown = editing.get(address, {"id": [failed("one").pk, failed("secret", side="internal").pk]}).content.decode()
    assert ("one" in shown, "secret" in shown) == (True, False)


@pytest.fixture
def category(homes) -> CategoryPage:
    """A category of the English tree, which Editors run."""
    grant_editor_permissions(page=homes["en"])
    return homes["en"].add_child(instance=CategoryPage(title="Orders", locale=homes["en"].locale))


def test_an_article_is_started_as_a_draft_named_by_the_query(editing, editor, category):
    response = act(editing, "draft", failed("where is my zeppelin"))
    article = ArticlePage.objects.get()
    assert (article.title, article.live, article.owner) == ("Where is my zeppelin", False, editor)
    assert article.get_parent().pk == category.pk
    assert response.url == reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_the_draft_can_be_edited(editing, category):
    assert editing.get(act(editing, "draft", failed()).url).status_code == 200


def test_the_draft_answers_the_search(editing, category):
    entry = failed()
    act(editing, "draft", entry)
    entry.refresh_from_db()
    assert (entry.status, entry.answer, entry.answer_page_id) == (Status.ANSWERED, Answer.ARTICLE, ArticlePage.objects.get().pk)


def test_pressing_twice_makes_one_draft(editing, category):
    entry = failed()
    assert act(editing, "draft", entry).url == act(editing, "draft", entry).url
    assert ArticlePage.objects.count() == 1


def test_a_draft_is_in_the_language_of_the_query(editing, homes, category):
    assert act(editing, "draft", failed("استرداد", language="ar")).url == reverse("search_failed:index")
    assert not ArticlePage.objects.exists()


def test_a_draft_lands_where_its_writer_may_add_pages(editing, editor, homes):
    homes["en"].add_child(instance=CategoryPage(title="Orders", locale=homes["en"].locale))
    GroupPagePermission.objects.filter(group__name="Editors").delete()
    assert act(editing, "draft", failed()).status_code in (302, 404)
    assert not ArticlePage.objects.exists()


def test_a_title_is_cut_to_what_a_page_can_hold(editing, category):
    act(editing, "draft", failed("z" * 300))
    assert len(ArticlePage.objects.get().title) == 255


def test_a_published_draft_closes_the_search(editing, category, django_capture_on_commit_callbacks):
    entry = failed("zeppelin", last_seen=timezone.now() - timedelta(days=1))
    act(editing, "draft", entry)
    from search.log import failed_retest
    from search.outbox import outbox_process

    ArticlePage.objects.get().get_latest_revision().publish()
    outbox_process()
    failed_retest()
    entry.refresh_from_db()
    assert entry.status == Status.CLOSED

"""The address of the beacon tells nothing of any page, and takes what comes."""

from __future__ import annotations

import pytest
from django.test import Client

from activity.models import Seen
from content.audiences import Audience
from kb.models import ArticlePage
from tests.activity.conftest import tell
from tests.factories import add_page
from tests.privacy.leak_states import restrict

pytestmark = pytest.mark.django_db


def hidden_pages(category):
    draft = add_page(category, ArticlePage, "Draft", live=False)
    inner = add_page(category, ArticlePage, "Inner", audience=Audience.AGENT)
    locked = add_page(category, ArticlePage, "Locked")
    restrict(locked, "password")
    return [draft, inner, locked]


def test_the_answer_is_the_same_for_every_page_and_for_none(article, category):
    pages = [article, *hidden_pages(category)]
    answers = [tell(pk) for pk in [*(page.pk for page in pages), 999_999, 10**17, 0]]
    assert len({(each.status_code, each.content, str(sorted(each.headers.items()))) for each in answers}) == 1


def test_the_answer_is_empty_uncached_and_without_cookies(article):
    answer = tell(article.pk)
    assert (answer.status_code, answer.content, answer["Cache-Control"], len(answer.cookies)) == (204, b"", "no-store", 0)


def test_pages_that_a_reader_may_not_open_are_not_counted(category):
    for page in hidden_pages(category):
        tell(page.pk)
    assert not Seen.objects.exists()


def test_an_agent_reads_what_is_for_agents(category, agent):
    inner = add_page(category, ArticlePage, "Inner", audience=Audience.AGENT)
    client = Client()
    client.force_login(agent)
    tell(inner.pk, client=client)
    assert Seen.objects.count() == 1


def test_following_a_link_counts_nothing(article):
    assert Client().get(f"/activity/view/{article.pk}/").status_code == 405


@pytest.mark.parametrize("path", ["view/x/", "view/-1/", "view/٣/", f"view/{'9' * 40}/", "look/1/", "view/1/2/", "view//"])
def test_garbage_in_the_address_is_not_found(path):
    assert Client().post(f"/activity/{path}").status_code == 404


def test_no_token_is_needed_for_the_page_is_cached(article):
    assert tell(article.pk, client=Client(enforce_csrf_checks=True)).status_code == 204


def test_a_page_that_is_read_asks_for_the_beacon(client, article):
    assert f'data-activity="{article.pk}"' in client.get(article.link).content.decode()


def test_reading_sets_no_cookie(client, article):
    assert not client.get(article.link).cookies


def test_a_preview_is_not_counted(client, superuser, article):
    client.force_login(superuser)
    assert "data-activity" not in client.get(f"/admin/pages/{article.pk}/view_draft/").content.decode()

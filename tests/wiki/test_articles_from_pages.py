"""A wiki page, or parts of it, becomes the draft of an article; both know of each other, for agents only."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from kb.models import ArticlePage, CategoryPage
from tests.conftest import _user
from tests.factories import add_page
from wiki.models import ArticleOrigin, SpacePage, WikiPage

pytestmark = pytest.mark.django_db

BODY: list[dict[str, Any]] = [
    {"type": "rich_text", "value": "<h2>Find the label</h2><p>It is inside.</p>", "id": "11111111-1111-4111-8111-111111111111"},
    {"type": "rich_text", "value": "<p>Never tell the carrier's name.</p>"},
    {"type": "audience", "value": {"audience": 2, "body": [{"type": "rich_text", "value": "<p>Inside words.</p>"}]}},
]


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Orders", slug="orders")


@pytest.fixture
def page(home, shelf):
    return add_page(add_page(home, SpacePage, "Agent wiki", slug="wiki"), WikiPage, "Labels", slug="labels", body=BODY)


@pytest.fixture
def writer():
    return _user("both", "Editors", "Agents")


def begin(client, page, **data):
    return client.post(reverse("wiki_article_from", args=[page.pk]), {"title": "Where the label is", "parts": ["0"], **data})


def test_parts_become_the_draft_of_an_article(page, client, writer):
    client.force_login(writer)
    begin(client, page)
    article = ArticlePage.objects.get(title="Where the label is")
    assert (article.live, [block.value.source for block in article.body]) == (False, [BODY[0]["value"]])


def test_its_blocks_are_its_own(page, client, writer):
    client.force_login(writer)
    begin(client, page)
    assert BODY[0]["id"] not in str(list(ArticlePage.objects.get(title="Where the label is").body.raw_data))


def test_passages_for_agents_stay_for_agents(page, client, writer):
    client.force_login(writer)
    begin(client, page, parts=["0", "2"])
    article = ArticlePage.objects.get(title="Where the label is")
    article.save_revision().publish()
    client.logout()
    assert "Inside words" not in client.get(ArticlePage.objects.get(pk=article.pk).link).content.decode()


def test_the_form_names_the_parts(page, client, writer):
    client.force_login(writer)
    text = client.get(reverse("wiki_article_from", args=[page.pk])).content.decode()
    assert "Find the label" in text and "Inside words" in text


@pytest.mark.parametrize("data", [{"title": ""}, {"parts": ["7"]}, {"parts": ["x"]}, {"title": "x" * 300}])
def test_what_cannot_be_is_refused_with_a_message(page, client, writer, data):
    client.force_login(writer)
    answer = begin(client, page, **data)
    assert answer.context["form"].errors and not ArticleOrigin.objects.exists()


@pytest.mark.parametrize("groups", [("Agents",), ("Editors",), ()])
def test_it_takes_the_right_to_read_the_one_and_write_the_other(page, client, groups):
    client.force_login(_user("somebody", *groups))
    begin(client, page)
    assert not ArticleOrigin.objects.exists()


def test_a_space_for_others_gives_nothing_away(page, client, writer):
    space = SpacePage.objects.get()
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    client.force_login(writer)
    assert "Labels" not in client.get(reverse("wiki_article_from", args=[page.pk]), follow=True).content.decode()


def test_a_language_without_a_category_offers_nothing(page, shelf, client, writer):
    shelf.delete()
    client.force_login(writer)
    begin(client, page)
    assert not ArticlePage.objects.exists()


def test_the_wiki_page_names_the_article_once_it_is_published(page, client, writer):
    client.force_login(writer)
    begin(client, page)
    draft = client.get("/en/wiki/labels/").content.decode()
    ArticlePage.objects.get(title="Where the label is").save_revision().publish()
    assert "Where the label is" in client.get("/en/wiki/labels/").content.decode() and "Where the label is" not in draft


def test_an_editor_of_the_article_does_not_learn_of_the_wiki_page_by_its_usage(page, client, writer, editor):
    client.force_login(writer)
    begin(client, page)
    article = ArticlePage.objects.get(title="Where the label is")
    client.force_login(editor)
    usage = client.get(reverse("wagtailadmin_pages:usage", args=[article.pk]))
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert edit.status_code == 200
    assert "Labels" not in (usage.getvalue() + edit.getvalue()).decode()


def test_what_goes_takes_the_note_with_it(page, client, writer):
    client.force_login(writer)
    begin(client, page)
    WikiPage.objects.get(pk=page.pk).delete()
    assert not ArticleOrigin.objects.exists()

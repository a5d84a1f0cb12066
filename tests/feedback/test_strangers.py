"""Nothing here tells of pages the reader may not open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from content.models import HelpPage
from feedback.models import Vote
from kb.models import ArticlePage
from tests.factories import add_page
from tests.feedback.conftest import form_url
from wiki.models import SpacePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def wiki(home):
    return add_page(home, SpacePage, "Refund wiki")


def status(page, client: Client | None = None) -> int:
    # Django's LocaleMiddleware answers an address without a language that leads nowhere by trying one with a language.
    return (client or Client()).get(form_url(page), follow=True).status_code


def test_a_page_that_is_not_there(client, db):
    assert client.get("/feedback/987654/", follow=True).status_code == 404


@pytest.mark.parametrize("number", ["9" * 30, "-1", "x"])
def test_an_id_that_is_none(client, db, number):
    assert client.get(f"/feedback/{number}/", follow=True).status_code == 404


def test_a_draft(category):
    assert status(add_page(category, ArticlePage, "Draft", live=False)) == 404


def test_a_page_below_a_draft(category, article):
    category.unpublish()
    assert status(article) == 404


def test_an_expired_page(article):
    article.expire_at = timezone.now() - timedelta(hours=1)
    article.save()
    assert status(article) == 404


def test_a_page_for_customers_is_closed_to_the_anonymous(article):
    article.audience = Audience.CUSTOMER
    article.save()
    assert status(article) == 404


def test_a_page_for_customers_is_open_to_them(article, client, customer):
    article.audience = Audience.CUSTOMER
    article.save()
    client.force_login(customer)
    assert status(article, client) == 200


def test_the_wiki_is_closed_to_customers(wiki, client, customer):
    client.force_login(customer)
    assert status(wiki, client) == 404


def test_agents_answer_on_wiki_pages(wiki, signed_in, agent):
    signed_in(agent).answer(wiki, "no")
    assert Vote.objects.get().target_id == wiki.pk


def test_nobody_votes_on_what_they_may_not_read(wiki, client):
    client.post(form_url(wiki), {"answer": "yes"})
    assert not Vote.objects.exists()


def test_what_is_closed_and_what_is_not_there_answer_alike(wiki, client):
    closed, missing = client.get(form_url(wiki)), client.get("/feedback/987654/")
    assert (closed.status_code, closed.content) == (missing.status_code, missing.content)


class TestPasswords:
    @pytest.fixture
    def restriction(self, article):
        made = PageViewRestriction.objects.create(page=article, restriction_type="password", password="open sesame")
        assert HelpPage.objects.get(pk=article.pk).unlisted
        return made

    def test_the_title_of_a_page_behind_one_cannot_be_counted_through(self, restriction, article):
        assert status(article) == 404

    def test_who_has_given_it_may_answer(self, restriction, article, client):
        session = client.session
        session[PageViewRestriction.passed_view_restrictions_session_key] = [restriction.pk]
        session.save()
        assert status(article, client) == 200

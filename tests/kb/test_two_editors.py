"""Two editors at once lose nothing, and an address that is taken comes with one that is free."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import EditingSession

from kb.models import ArticlePage, CategoryPage
from tests.conftest import _user
from tests.factories import add_page
from tests.kb.editing import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture
def article(shelf):
    return add_page(shelf, ArticlePage, "Send it back", slug="send")


@pytest.fixture
def browsers(db):
    found = []
    for name in ("first", "second"):
        client = Client()
        client.force_login(_user(name, "Editors"))
        found.append(client)
    return found


def loaded(article):
    revision = ArticlePage.objects.get(pk=article.pk).latest_revision
    return {"loaded_revision_id": str(revision.pk), "loaded_revision_created_at": revision.created_at.isoformat()}


def save(client, article, title, began_with, **more):
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return client.post(address, form_of(article) | began_with | more | {"title": title}, follow=True).content.decode()


def titles(article):
    return [each.as_object().title for each in article.revisions.order_by("created_at", "pk")]


def test_both_versions_remain_and_the_second_editor_is_told(article, browsers):
    began_with = loaded(article)
    save(browsers[0], article, "By the first", began_with)
    shown = save(browsers[1], article, "By the second", began_with)
    assert titles(article) == ["Send it back", "By the first", "By the second"]
    assert "first saved another version" in shown


def test_what_would_replace_unseen_work_is_kept_and_not_published(article, browsers):
    began_with = loaded(article)
    save(browsers[0], article, "By the first", began_with)
    shown = save(browsers[1], article, "By the second", began_with, **{"action-publish": "1"})
    assert ArticlePage.objects.get(pk=article.pk).title == "Send it back"
    assert titles(article)[-1] == "By the second"
    assert "is not published yet" in shown


def test_who_has_seen_it_publishes(article, browsers):
    save(browsers[0], article, "By the first", loaded(article))
    save(browsers[1], article, "By the second", loaded(article), **{"action-publish": "1"})
    assert ArticlePage.objects.get(pk=article.pk).title == "By the second"


def test_who_is_alone_is_told_nothing(article, browsers):
    began_with = loaded(article)
    save(browsers[0], article, "Once", began_with)
    assert "saved another version" not in save(browsers[0], article, "Twice", began_with)


@pytest.mark.parametrize("moment", ["", "x", "9" * 400, "2026-13-45T00:00:00", "0001-01-01T00:00:00"])
def test_a_moment_that_makes_no_sense_is_passed_over(article, browsers, moment):
    began_with = {"loaded_revision_id": "1", "loaded_revision_created_at": moment}
    save(browsers[0], article, "Saved", began_with)
    assert titles(article)[-1] == "Saved"


def test_editors_who_have_the_page_open_are_shown_to_one_another(article, browsers):
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    for client in browsers:
        client.get(address)
    session = EditingSession.objects.get(user__username="second")
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", article.pk, session.pk])
    others = browsers[1].post(ping).json()["other_sessions"]
    assert [each["user"] for each in others] == ["first"]


def test_a_taken_address_is_refused_with_one_that_is_free(shelf, article, browsers):
    add_page(shelf, ArticlePage, "Other", slug="other")
    add_page(shelf, ArticlePage, "Other", slug="other-2")
    shown = save(browsers[0], article, "Changed", {"slug": "other"})
    assert "Another page here has the address “other” already. “other-3” is free." in shown


def test_an_address_of_the_site_itself_is_refused(home, shelf, browsers):
    from wagtail.test.utils.form_data import nested_form_data

    edit = reverse("wagtailadmin_pages:edit", args=[shelf.pk])
    form = nested_form_data({"title": "Returns", "slug": "search", "audience": "0", "icon": "book", "summary": ""})
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    shown = browsers[0].post(edit, form | comments).content.decode()
    assert "“search” is an address of the site itself. “search-2” is free." in shown


def test_the_same_address_below_another_category_is_free(home, article, browsers):
    other = add_page(home, CategoryPage, "Other", slug="other")
    twin = add_page(other, ArticlePage, "Twin", slug="twin")
    save(browsers[0], twin, "Twin", {"slug": "send"}, **{"action-publish": "1"})
    assert ArticlePage.objects.get(pk=twin.pk).slug == "send"

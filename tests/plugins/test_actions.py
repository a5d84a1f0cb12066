"""The actions that rooms fire, by what really happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import account_create
from importing.services import import_folder
from kb.models import ArticlePage, CategoryPage
from plugins.hooks import add_action
from tests.factories import add_page
from tests.importing.conftest import Folder
from tests.importing.conftest import article as article_text
from tests.importing.conftest import category as category_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Listens: `heard("page_published", do)` returns what the action was told while `do` ran and was stored."""

    def listen(name, work):
        told = []
        add_action(name, lambda **arguments: told.append(arguments))
        with django_capture_on_commit_callbacks(execute=True):
            work()
            assert told == [], "The action came before the change was stored."
        return told

    return listen


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture
def article(category):
    return add_page(category, ArticlePage, "Send it back", slug="send")


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_page_that_is_published_for_the_first_time(category, heard):
    draft = add_page(category, ArticlePage, "Draft", slug="draft", live=False)
    told = heard("page_published", lambda: publish(draft))
    assert [(type(each["page"]), each["page"].title, each["is_first"]) for each in told] == [(ArticlePage, "Draft", True)]


def test_a_page_that_is_published_again(article, heard):
    told = heard("page_published", lambda: publish(article, title="Newer"))
    assert [(each["page"].title, each["is_first"]) for each in told] == [("Newer", False)]


def test_a_page_that_is_only_scheduled_is_not_published(category, heard):
    draft = add_page(category, ArticlePage, "Draft", slug="draft", live=False)
    assert heard("page_published", lambda: publish(draft, go_live_at=timezone.now() + timedelta(days=1))) == []


def test_a_draft_that_is_saved_is_not_published(article, heard):
    assert heard("page_published", lambda: article.save_revision()) == []


def test_a_page_that_is_taken_away(article, heard):
    assert [each["page"].pk for each in heard("page_unpublished", article.unpublish)] == [article.pk]


def test_a_page_that_moves(home, article, heard):
    other = add_page(home, CategoryPage, "Other", slug="other")
    told = heard("page_moved", lambda: article.move(other, pos="last-child"))
    assert [(each["page"].link, each["old_url"]) for each in told] == [("/en/other/send/", "/en/returns/send/")]


def test_a_page_with_another_slug_has_moved(article, heard):
    told = heard("page_moved", lambda: publish(article, slug="return"))
    assert [(each["page"].link, each["old_url"]) for each in told] == [("/en/returns/return/", "/en/returns/send/")]


def test_another_order_moves_nothing(category, article, heard):
    first = add_page(category, ArticlePage, "First", slug="first")
    assert heard("page_moved", lambda: first.move(category, pos="first-child")) == []


def test_every_page_that_is_deleted(category, article, heard):
    expected = [
        {"page_id": category.pk, "title": "Returns", "url": "/en/returns/"},
        {"page_id": article.pk, "title": "Send it back", "url": "/en/returns/send/"},
    ]
    told = heard("page_deleted", CategoryPage.objects.get(pk=category.pk).delete)
    assert sorted(told, key=lambda each: each["url"]) == expected


def test_somebody_signs_in(customer, client, heard):
    form = {"username": "customer", "password": "correct horse battery"}
    assert heard("user_logged_in", lambda: client.post("/en/account/login/", form)) == [{"user": customer}]


def test_a_wrong_password_signs_nobody_in(customer, client, heard):
    form = {"username": "customer", "password": "wrong"}
    assert heard("user_logged_in", lambda: client.post("/en/account/login/", form)) == []


def test_somebody_signs_out(customer, client, heard):
    client.force_login(customer)
    assert heard("user_logged_out", lambda: client.post("/en/account/logout/")) == [{"user": customer}]


def test_nobody_signs_out(client, heard):
    assert heard("user_logged_out", lambda: client.post("/en/account/logout/")) == []


@pytest.mark.parametrize("approved", [True, False])
def test_somebody_signs_up(heard, approved):
    def sign_up():
        account_create(email="new@example.org", name="New", password="correct horse", language="en", approved=approved)

    told = heard("user_signed_up", sign_up)
    assert told == [{"user": User.objects.get(email="new@example.org"), "approved": approved}]


@pytest.fixture
def folder(tmp_path):
    files: dict[str, str | bytes] = {"en/help/.category.yml": category_text("Help"), "en/help/start.md": article_text("Start")}
    return Folder(tmp_path / "manuals").write(files).path


def test_an_import_is_over(homes, folder, heard):
    told = heard("import_finished", lambda: import_folder(folder=folder, under="home"))
    assert [(each["collection"], each["report"].number("new")) for each in told] == [("manuals", 2)]


def test_a_dry_run_is_no_import(homes, folder, heard):
    assert heard("import_finished", lambda: import_folder(folder=folder, under="home", dry_run=True)) == []

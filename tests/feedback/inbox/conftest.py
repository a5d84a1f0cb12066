"""Comments of readers, and the people who work on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from content.models import HelpPage
from feedback.models import Comment
from feedback.targets import target_key
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page


def comment_on(page: Any, text: str = "Where is the button?", **fields: Any) -> Comment:
    """A comment as the form stores it, on the revision that is live."""
    if page is not None:
        fields = {"revision": page.live_revision_id or 0, **target_key(page), **fields}
    given = {"language": "en", "reason": "missing", "is_helpful": False, "text": text, **fields}
    return Comment.objects.create(**given)


def detail(comment: Comment) -> str:
    return reverse("feedback_comments:comment", args=[comment.pk])


def triage(browser: Client, comment: Comment, **fields: Any) -> Any:
    """Fill in the form of a comment as it stands, but for the given fields, and save."""
    comment.refresh_from_db()
    stood = {
        "seen": comment.updated.isoformat(),
        "state": comment.state,
        "assignee": comment.assignee_id or "",
        "note": comment.note,
    }
    return browser.post(detail(comment), {**stood, **fields})


def bulk(browser: Client, action: str, *comments: Comment, **fields: Any) -> Any:
    address = reverse("wagtail_bulk_action", args=["feedback", "comment", action])
    ids = "&".join(f"id={each.pk}" for each in comments)
    return browser.post(f"{address}?{ids}&next={reverse('feedback_comments:index')}", fields)


def listing(browser: Client, **parameters: Any) -> str:
    response = browser.get(reverse("feedback_comments:index"), parameters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def category(home: Any) -> CategoryPage:
    return add_page(home, CategoryPage, "Returns")


@pytest.fixture
def article(category: CategoryPage) -> ArticlePage:
    return add_page(category, ArticlePage, "Send it back")


@pytest.fixture
def wiki_page(home: Any) -> HelpPage:
    from wiki.models import SpacePage, WikiPage

    return add_page(add_page(home, SpacePage, "Team"), WikiPage, "Limits")


@pytest.fixture
def as_user() -> Callable[[Any], Client]:
    def make(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def editing(as_user: Any, editor: Any) -> Client:
    return as_user(editor)


@pytest.fixture
def ruling(as_user: Any, superuser: Any) -> Client:
    return as_user(superuser)


@pytest.fixture
def grant() -> Callable[..., None]:
    def give(group: str, *codenames: str) -> None:
        Group.objects.get(name=group).permissions.add(*Permission.objects.filter(codename__in=codenames))

    return give

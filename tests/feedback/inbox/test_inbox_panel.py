"""What waits in the inbox, on the admin's first page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kb.models import ArticlePage
from tests.factories import add_page
from tests.feedback.inbox.conftest import comment_on

pytestmark = pytest.mark.django_db


def first_page(browser) -> str:
    return browser.get(reverse("wagtailadmin_home")).content.decode()


@pytest.fixture
def own(category, editor):
    return add_page(category, ArticlePage, "Mine", responsible=editor)


def test_open_comments_on_own_pages_are_shown(editing, own):
    comment_on(own)
    assert "Where is the button?" in first_page(editing)


def test_the_number_is_told(editing, own):
    for _each in range(7):
        comment_on(own)
    assert "7 open comments on your pages" in first_page(editing)


def test_the_oldest_come_first(editing, own):
    comment_on(own, "newer one")
    comment_on(own, "older one", said=timezone.now() - timedelta(days=3))
    shown = first_page(editing)
    assert shown.index("older one") < shown.index("newer one")


def test_what_is_assigned_is_shown_too(editing, article, editor):
    comment_on(article, "for you", assignee=editor)
    assert "for you" in first_page(editing)


def test_others_are_counted_and_not_shown(editing, article):
    comment_on(article)
    shown = first_page(editing)
    assert ("Where is the button?" in shown, "1 comment is open in all" in " ".join(shown.split())) == (False, True)


def test_what_somebody_may_not_see_is_neither_shown_nor_counted(editing, wiki_page, editor):
    comment_on(wiki_page, assignee=editor)
    shown = first_page(editing)
    assert ("Where is the button?" in shown, "open in all" in shown) == (False, False)


def test_settled_comments_are_gone(editing, own):
    comment_on(own, state="done")
    assert "Where is the button?" not in first_page(editing)

"""The list of comments: what it shows, how it is narrowed and ordered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.models import HelpPage
from feedback.models import Comment, Reason, State
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from tests.feedback.inbox.conftest import comment_on, listing

pytestmark = pytest.mark.django_db

MOST_QUERIES = 24
"""Session, rights and the frame of the admin included; three of them ask whether the menu of translations is for this editor."""


def test_an_editor_sees_what_a_reader_said(editing, article):
    comment_on(article)
    assert "Where is the button?" in listing(editing)


def test_the_page_is_named(editing, article):
    comment_on(article)
    assert "Send it back" in listing(editing)


def test_it_begins_with_what_is_open(editing, article):
    comment_on(article, "settled", state=State.DONE)
    assert "settled" not in listing(editing)


@pytest.mark.parametrize("state", State.values)
def test_each_state_has_its_tab(editing, article, state):
    for each in State.values:
        comment_on(article, f"it is {each}", state=each)
    shown = listing(editing, state=state)
    assert [each for each in State.values if f"it is {each}" in shown] == [state]


def tabs(browser, **parameters) -> dict[str, int]:
    response = browser.get(reverse("feedback_comments:index"), parameters)
    return {str(tab["label"]): tab["count"] for tab in response.context["tabs"]}


def test_tabs_count_each_state(editing, article):
    comment_on(article)
    comment_on(article, state=State.DONE)
    comment_on(article, state=State.DONE)
    assert tabs(editing) == {"open": 1, "planned": 0, "done": 2, "won’t do": 0, "all": 3}


def test_tabs_count_what_the_other_filters_leave(editing, article):
    comment_on(article, reason=Reason.BROKEN, state=State.DONE)
    comment_on(article, reason=Reason.OTHER, state=State.DONE)
    assert tabs(editing, reason=Reason.BROKEN)["done"] == 1


def test_tabs_count_what_is_searched(editing, article):
    comment_on(article, "zeppelin")
    comment_on(article, "button")
    assert tabs(editing, q="zeppelin")["open"] == 1


def test_a_tab_keeps_the_other_filters(editing, article):
    response = editing.get(reverse("feedback_comments:index"), {"reason": "broken", "p": "3"})
    done = next(tab for tab in response.context["tabs"] if str(tab["label"]) == "done")
    assert done["url"].endswith("?reason=broken&state=done")


@pytest.fixture
def two(home, article, editor):
    """A comment that every filter below keeps, and one that it leaves out."""
    shelf = add_page(home, CategoryPage, "Payment")
    owned = add_page(shelf, ArticlePage, "Pay", responsible=editor)
    kept = comment_on(
        owned, "kept", reason=Reason.BROKEN, language="ar", assignee=editor, email="a@example.org", said=timezone.now()
    )
    comment_on(article, "left out", said=timezone.now() - timedelta(days=30))
    return kept


@pytest.mark.parametrize(
    "parameters",
    [
        lambda kept: {"reason": "broken"},
        lambda kept: {"language": "ar"},
        lambda kept: {"branch": HelpPage.objects.get(title="Payment").pk},
        lambda kept: {"owner": kept.assignee_id},
        lambda kept: {"assignee": kept.assignee_id},
        lambda kept: {"waiting": "yes"},
        lambda kept: {"said_from": (timezone.now() - timedelta(days=2)).date().isoformat()},
        lambda kept: {"q": "kept"},
    ],
    ids=["reason", "language", "category", "owner", "assignee", "waiting", "day", "words"],
)
def test_a_filter_keeps_what_fits(editing, two, parameters):
    shown = listing(editing, **parameters(two))
    assert (">kept<" in shown, ">left out<" in shown) == (True, False)


def test_who_wrote_again_after_an_answer_waits_again(editing, article):
    now = timezone.now()
    comment_on(article, "again", email="a@example.org", answered=now - timedelta(hours=1), said=now)
    comment_on(article, "content", email="a@example.org", answered=now, said=now - timedelta(hours=1))
    shown = listing(editing, waiting="yes")
    assert (">again<" in shown, ">content<" in shown) == (True, False)


def test_what_nobody_has_can_be_found(editing, two):
    shown = listing(editing, assignee="null")
    assert (">kept<" in shown, ">left out<" in shown) == (False, True)


@pytest.mark.parametrize(
    "parameters", [{"branch": "x"}, {"branch": "9" * 30}, {"said_from": "soon"}, {"p": "-1"}, {"ordering": "email"}]
)
def test_nonsense_in_the_address_does_no_harm(editing, article, parameters):
    comment_on(article)
    assert editing.get(reverse("feedback_comments:index"), parameters).status_code == 200


def test_the_newest_comes_first(editing, article):
    comment_on(article, "older one", said=timezone.now() - timedelta(days=1))
    comment_on(article, "newer one")
    shown = listing(editing)
    assert shown.index("newer one") < shown.index("older one")


def test_the_order_can_be_turned(editing, article):
    comment_on(article, "older one", said=timezone.now() - timedelta(days=1))
    comment_on(article, "newer one")
    shown = listing(editing, ordering="said")
    assert shown.index("older one") < shown.index("newer one")


def test_an_emptied_comment_says_so(editing, article):
    comment_on(article, "", erased=timezone.now())
    assert "has been erased" in listing(editing)


def test_words_are_shown_as_words(editing, article):
    comment_on(article, "<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in listing(editing)


def test_words_are_read_in_their_own_direction(editing, article):
    comment_on(article, "أين الزر؟", language="ar")
    assert re.search(r'<span dir="auto"\s+lang="ar">أين الزر؟</span>', listing(editing))


def test_an_address_is_not_in_the_list(ruling, article):
    comment_on(article, email="reader@example.org")
    assert "reader@example.org" not in listing(ruling)


@pytest.mark.parametrize("who", ["customer", "agent"])
def test_others_do_not_get_in(as_user, request, who):
    assert as_user(request.getfixturevalue(who)).get(reverse("feedback_comments:index")).status_code == 302


def test_an_editor_without_the_right_does_not_get_in(as_user, editor, article):
    comment = comment_on(article)
    Group.objects.get(name="Editors").permissions.remove(*Permission.objects.filter(codename="change_comment"))
    browser = as_user(editor)
    addresses = [reverse("feedback_comments:index"), reverse("feedback_comments:comment", args=[comment.pk])]
    assert [browser.get(address).status_code for address in addresses] == [302, 302]


def test_the_menu_leads_to_it(editing):
    assert reverse("feedback_comments:index") in editing.get(reverse("wagtailadmin_home")).content.decode()


def test_the_number_of_queries_does_not_grow(editing, category):
    for number in range(40):
        comment_on(add_page(category, ArticlePage, f"Article {number}"), f"comment {number}")
    listing(editing)
    with CaptureQueriesContext(connection) as many:
        listing(editing)
    Comment.objects.exclude(text="comment 5").delete()
    with CaptureQueriesContext(connection) as one:
        listing(editing)
    assert (len(many), len(many) <= MOST_QUERIES) == (len(one), True)

"""A look-up that did not answer goes into the editors' inbox, and only editors who are agents see it there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.throttle import Limit
from feedback.inbox.selectors import comments_visible_to
from feedback.models import Comment, FeedbackSettings
from wiki.lookup import unanswered

pytestmark = pytest.mark.django_db
ADDRESS = "/en/agents/lookup/unanswered/"


def send(client, **data):
    return client.post(ADDRESS, {"q": "obsidian refund", **data}, headers={"X-Requested-With": "fetch"})


@pytest.fixture
def at_desk(home, client, agent):
    client.force_login(agent)
    return client


def editor(*groups):
    user = User.objects.create_user("-".join(groups))
    user.groups.add(*(Group.objects.get(name=name) for name in groups))
    return user


def test_the_words_are_noted(at_desk):
    send(at_desk, text="A rule for obsidian")
    assert Comment.objects.values_list("query", "text", "target_id").get() == ("obsidian refund", "A rule for obsidian", None)


def test_nothing_has_to_be_written(at_desk):
    assert "Thank you" in send(at_desk).content.decode()


def test_twice_is_one_note(at_desk):
    send(at_desk)
    send(at_desk)
    assert Comment.objects.count() == 1


def test_editors_who_are_agents_see_it_in_the_inbox(at_desk):
    send(at_desk)
    assert comments_visible_to(editor("Editors", "Agents")).count() == 1


def test_editors_who_are_none_do_not(at_desk):
    send(at_desk)
    assert comments_visible_to(editor("Editors")).count() == 0


def test_customers_find_nothing_there(home, client, customer):
    client.force_login(customer)
    assert (send(client).status_code, Comment.objects.count()) == (404, 0)


def test_the_signed_out_are_sent_to_sign_in(home, client):
    assert (send(client).status_code, Comment.objects.count()) == (302, 0)


def test_reading_the_address_changes_nothing(at_desk):
    assert (at_desk.get(ADDRESS).status_code, Comment.objects.count()) == (405, 0)


def test_without_scripts_the_page_says_thanks(at_desk):
    answer = at_desk.post(ADDRESS, {"q": "obsidian"}, follow=True)
    assert "Thank you. The editors see what you looked for." in answer.content.decode()


@pytest.mark.parametrize("text", ["x" * 10_000, "\0", "\u202eevil", "<script>", " "])
def test_whatever_is_written_is_taken(at_desk, text):
    assert send(at_desk, text=text, q=text).status_code == 200


def test_a_flood_is_refused(at_desk, monkeypatch):
    monkeypatch.setattr(unanswered, "_LIMIT", Limit("wiki-unanswered-few", 1, 3600))
    assert [send(at_desk, q=str(n)).status_code for n in range(2)] == [200, 429]


def test_where_nothing_is_asked_it_is_not_offered(at_desk):
    FeedbackSettings.objects.update_or_create(defaults={"asks_comments": False})
    html = at_desk.get("/en/agents/lookup/", {"q": "obsidian"}).content.decode()
    assert (ADDRESS in html, send(at_desk).status_code) == (False, 404)

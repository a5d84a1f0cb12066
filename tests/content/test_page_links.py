"""Links to pages by their titles: suggested, and made of `[[Title]]`."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from content.page_links.resolving import names_left, titles_linked
from kb.models import ArticlePage, CategoryPage
from tests.conftest import _user
from tests.factories import add_page
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki")


@pytest.fixture
def writer(db):
    return _user("writer", "Editors", "Agents")


def suggested(client, words, place=""):
    answer = client.get(reverse("content_page_links"), {"q": words, "place": place})
    return [each["title"] for each in answer.json()["pages"]]


def linked(markup, user, page):
    raw = [{"type": "rich_text", "value": markup}]
    return titles_linked(raw, user=user, locale_id=page.locale_id, path=page.path)[0]["value"]


def test_pages_that_begin_with_the_words_come_first(space, writer, client):
    add_page(space, WikiPage, "A refund of postage", slug="a")
    add_page(space, WikiPage, "Refund by card", slug="b")
    client.force_login(writer)
    assert suggested(client, "refund") == ["Refund by card", "A refund of postage"]


def test_pages_of_the_wiki_are_not_suggested_to_who_is_no_agent(home, space, editor, client):
    add_page(space, WikiPage, "Refund limits", slug="limits")
    shelf = add_page(home, CategoryPage, "Returns", slug="returns")
    add_page(shelf, ArticlePage, "Refund time", slug="time")
    client.force_login(editor)
    assert suggested(client, "refund") == ["Refund time"]


def test_a_closed_space_is_not_suggested_to_other_agents(home, writer, client):
    closed = add_page(home, SpacePage, "Managers", slug="m", readers=Group.objects.filter(name="Managers"))
    add_page(closed, WikiPage, "Refund secrets", slug="secrets")
    client.force_login(writer)
    assert suggested(client, "refund") == []


def test_pages_in_the_language_of_the_page_that_is_written_are_suggested(homes, space, writer, client):
    add_page(space, WikiPage, "Refund by card", slug="b")
    other = add_page(homes["id"], SpacePage, "Wiki", slug="wiki")
    add_page(other, WikiPage, "Refund dengan kartu", slug="b")
    client.force_login(writer)
    assert suggested(client, "refund", f"/admin/pages/{other.pk}/edit/") == ["Refund dengan kartu"]
    assert suggested(client, "refund", f"/admin/pages/add/wiki/wikipage/{space.pk}/") == ["Refund by card"]


def test_who_is_not_let_into_the_admin_gets_no_suggestions(space, customer, client):
    client.force_login(customer)
    assert client.get(reverse("content_page_links")).status_code == 302


@pytest.mark.parametrize("words", ["", "\0", "%", "x" * 5000, "]]", "‮[["])
def test_whatever_is_typed_is_answered(space, writer, client, words):
    client.force_login(writer)
    assert isinstance(suggested(client, words, "/admin/pages/999999999999999999/edit/"), list)


def test_a_title_in_brackets_becomes_a_link(space, writer):
    page = add_page(space, WikiPage, "Refund & postage", slug="b")
    assert linked("<p>See [[refund &amp;  Postage]].</p>", writer, space) == (
        f'<p>See <a linktype="page" id="{page.pk}">refund &amp;  Postage</a>.</p>'
    )


def test_other_words_may_stand_for_it(space, writer):
    page = add_page(space, WikiPage, "Refund", slug="b")
    assert linked("<p>[[Refund|how <b>]]</p>", writer, space) == "<p>[[Refund|how <b>]]</p>"
    assert linked("<p>[[Refund|how]]</p>", writer, space) == f'<p><a linktype="page" id="{page.pk}">how</a></p>'


def test_a_title_in_arabic_becomes_a_link(homes):
    space = add_page(homes["ar"], SpacePage, "ويكي", slug="wiki")
    page = add_page(space, WikiPage, "حدود الاسترداد", slug="b")
    assert f'id="{page.pk}"' in linked("<p>[[حدود الاسترداد]]</p>", _user("w", "Agents"), space)


def test_what_names_no_page_stays_and_is_told(space, writer):
    markup = "<p>[[No such page]]</p>"
    assert linked(markup, writer, space) == markup
    assert names_left([{"value": markup}]) == ["No such page"]


def test_a_page_that_the_writer_may_not_read_is_not_linked(home, space, writer):
    closed = add_page(home, SpacePage, "Managers", slug="m", readers=Group.objects.filter(name="Managers"))
    add_page(closed, WikiPage, "Secrets", slug="secrets")
    assert linked("<p>[[Secrets]]</p>", writer, space) == "<p>[[Secrets]]</p>"


def test_of_two_pages_of_one_title_the_nearer_is_meant(home, space, writer):
    near = add_page(space, WikiPage, "Hours", slug="hours")
    add_page(add_page(home, SpacePage, "Other", slug="other"), WikiPage, "Hours", slug="hours")
    assert f'id="{near.pk}"' in linked("<p>[[Hours]]</p>", writer, near)


def test_of_two_equally_near_none_is_guessed(space, writer):
    for slug in ("one", "two"):
        add_page(space, WikiPage, "Hours", slug=slug)
    assert linked("<p>[[Hours]]</p>", writer, space) == "<p>[[Hours]]</p>"


@pytest.mark.parametrize(
    "markup", ["<p><code>[[Hours]]</code></p>", '<p><a href="/x/">[[Hours]]</a></p>', "[[Hours]]", "<p title='[[Hours]]'>x</p>"]
)
def test_code_links_and_plain_fields_are_left_alone(space, writer, markup):
    add_page(space, WikiPage, "Hours", slug="hours")
    assert linked(markup, writer, space) == markup


def test_lines_of_a_program_are_left_alone(space, writer):
    add_page(space, WikiPage, "Hours", slug="hours")
    raw = [{"type": "code", "value": {"language": "html", "code": "<p>[[Hours]]</p>"}}]
    assert titles_linked(raw, user=writer, locale_id=space.locale_id, path=space.path) == raw


@pytest.mark.parametrize(
    "markup", ["<p>[[" * 3000, "<p>" + "[[a]]" * 5000 + "</p>", "<" * 5000, "<p><></p>[[a", "<p></ >[[a]]</p>"]
)
def test_hostile_brackets_take_no_ages(space, writer, markup):
    assert isinstance(linked(markup, writer, space), str)

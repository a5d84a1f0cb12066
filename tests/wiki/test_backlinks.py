"""Pages that link to a page of the wiki, and links that survive what happens to pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kb.models import ArticlePage, CategoryPage
from tests.conftest import _user
from tests.factories import add_page
from wiki.backlinks import pages_linking_to
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


def to(page, words="see"):
    return [{"type": "rich_text", "value": f'<p><a linktype="page" id="{page.pk}">{words}</a></p>'}]


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki")


@pytest.fixture
def target(space):
    return add_page(space, WikiPage, "Refund limits", slug="limits")


def titles(page, user):
    return [each.title for each in pages_linking_to(page=page, user=user)]


def test_a_page_tells_which_pages_link_to_it(space, target, agent, client):
    add_page(space, WikiPage, "Tone of voice", slug="tone", body=to(target))
    client.force_login(agent)
    shown = client.get(target.link).content.decode()
    assert "Linked from" in shown and "Tone of voice" in shown.partition("Linked from")[2]


def test_a_link_inside_a_block_counts(space, target, agent):
    inner = {"type": "audience", "value": {"audience": 2, "body": to(target)}}
    add_page(space, WikiPage, "Tone", slug="tone", body=[inner])
    assert titles(target, agent) == ["Tone"]


def test_an_article_that_points_into_the_wiki_is_told(home, target, agent):
    shelf = add_page(home, CategoryPage, "Returns", slug="returns")
    add_page(
        shelf,
        ArticlePage,
        "Return a gift",
        slug="gift",
        body=[{"type": "audience", "value": {"audience": 2, "body": to(target)}}],
    )
    assert titles(target, agent) == ["Return a gift"]


def test_a_page_that_this_agent_may_not_read_is_not_told(home, target, agent):
    closed = add_page(home, SpacePage, "Managers", slug="m", readers=Group.objects.filter(name="Managers"))
    add_page(closed, WikiPage, "Bonus", slug="bonus", body=to(target))
    assert titles(target, agent) == []
    assert titles(target, _user("manager", "Managers")) == ["Bonus"]


def test_a_draft_is_not_told(space, target, agent):
    add_page(space, WikiPage, "Draft", slug="draft", body=to(target), live=False)
    assert titles(target, agent) == []


def test_a_link_in_a_draft_of_a_published_page_is_not_told(space, target, agent):
    page = add_page(space, WikiPage, "Tone", slug="tone")
    page.body = to(target)
    page.save_revision()
    assert titles(target, agent) == []


def test_a_link_that_was_taken_out_is_not_told(space, target, agent):
    page = add_page(space, WikiPage, "Tone", slug="tone", body=to(target))
    page.body = []
    page.save_revision().publish()
    assert titles(target, agent) == []


def test_a_link_survives_a_new_title_and_a_new_address(space, target, agent, client):
    page = add_page(space, WikiPage, "Tone", slug="tone", body=to(target))
    target.title, target.slug = "Limits of refunds", "limits-of-refunds"
    target.save_revision().publish()
    client.force_login(agent)
    assert 'href="/en/wiki/limits-of-refunds/"' in client.get(page.link).content.decode()


def test_a_link_survives_a_move(home, space, target, agent, client):
    page = add_page(space, WikiPage, "Tone", slug="tone", body=to(target))
    target.move(add_page(home, SpacePage, "Other", slug="other"), pos="last-child")
    client.force_login(agent)
    assert 'href="/en/other/limits/"' in client.get(page.link).content.decode()


def test_a_title_typed_in_brackets_is_a_link_after_saving(space, target, client):
    client.force_login(_user("writer", "Editors", "Agents"))
    page = add_page(space, WikiPage, "Tone", slug="tone")
    body = streamfield([("rich_text", rich_text("<p>See [[Refund limits]] and [[Nothing]]</p>"))])
    form = nested_form_data({"title": "Tone", "slug": "tone", "audience": "2", "summary": "", "body": body})
    counts = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
    form |= {f"{formset}-{name}": "0" for formset in ("comments", "attachments") for name in counts}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form | {"action-publish": "1"})
    stored = WikiPage.objects.get(pk=page.pk).body.raw_data[0]["value"]
    assert f'<a linktype="page" id="{target.pk}">Refund limits</a>' in stored
    assert "[[Nothing]]" in stored
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "“[[Nothing]]” names no page" in shown

"""Versions of wiki pages, for agents."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.conftest import _user
from tests.factories import add_page
from wiki.models import PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db


def rich(html):
    return [{"type": "rich_text", "value": html, "id": "0d3a3e0e-7a34-4c3f-9d7c-000000000001"}]


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    return revision.pk


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki")


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone", slug="tone", body=rich("<p>Within 14 days.</p>"))


def history(client, page):
    return client.get(reverse("wiki:history", args=[page.pk]))


def changes(client, page, before, after):
    return client.get(reverse("wiki:changes", args=[page.pk, before, after]))


def test_an_agent_sees_word_by_word_what_changed(page, agent, client):
    first = page.live_revision_id
    second = publish(page, body=rich("<p>Within 30 days.</p>"))
    client.force_login(agent)
    assert reverse("wiki:changes", args=[page.pk, first, second]) in history(client, page).content.decode()
    shown = changes(client, page, first, second).content.decode()
    assert "14</del>" in shown and "30</ins> days." in shown


def test_the_page_leads_to_its_history(page, agent, client):
    client.force_login(agent)
    assert reverse("wiki:history", args=[page.pk]) in client.get(page.link).content.decode()


def test_the_rule_of_a_policy_is_compared(space, agent, client):
    policy = add_page(space, PolicyPage, "Returns", slug="returns", rule="Thirty days.")
    first = policy.live_revision_id
    second = publish(policy, rule="Sixty days.")
    client.force_login(agent)
    assert "Sixty</ins>" in changes(client, policy, first, second).content.decode()


def test_drafts_are_not_told(page, agent, client):
    page.title = "Tone, unfinished"
    draft = page.save_revision()
    client.force_login(agent)
    assert "unfinished" not in history(client, page).content.decode()
    assert changes(client, page, page.live_revision_id, draft.pk).status_code == 404


def test_a_version_of_another_page_is_not_there(space, page, agent, client):
    other = add_page(space, WikiPage, "Other", slug="other")
    client.force_login(agent)
    assert changes(client, page, other.live_revision_id, page.live_revision_id).status_code == 404


def test_who_may_write_restores_a_version(home, client):
    space = add_page(home, SpacePage, "Leads", slug="leads", writers=Group.objects.filter(name="Leads"))
    page = add_page(space, WikiPage, "Tone", slug="tone", body=rich("<p>Old.</p>"))
    first = page.live_revision_id
    publish(page, body=rich("<p>New.</p>"))
    restore = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first])
    client.force_login(_user("lead", "Leads"))
    assert restore in history(client, page).content.decode()
    assert client.get(restore).status_code == 200
    client.force_login(_user("reader", "Agents"))
    assert restore not in history(client, page).content.decode()


def test_a_customer_finds_nothing_whether_the_page_exists_or_not(page, customer, client):
    client.force_login(customer)
    assert [history(client, page).status_code, client.get("/en/agents/pages/999999/history/").status_code] == [404, 404]


def test_the_signed_out_are_asked_to_sign_in_whether_the_page_exists_or_not(page, client):
    answers = [history(client, page), client.get("/en/agents/pages/999999/history/")]
    assert [each.headers["Location"].partition("?")[0] for each in answers] == ["/en/account/login/"] * 2


def test_a_page_of_a_space_for_others_is_not_there(home, agent, client):
    space = add_page(home, SpacePage, "Managers", slug="managers", readers=Group.objects.filter(name="Managers"))
    page = add_page(space, WikiPage, "Bonus", slug="bonus")
    client.force_login(agent)
    assert history(client, page).status_code == 404


def test_a_public_page_has_no_history_for_agents(home, agent, client):
    client.force_login(agent)
    assert client.get(f"/en/agents/pages/{home.pk}/history/").status_code == 404


def test_who_writes_finds_the_way_to_the_editor_on_the_page(home, client):
    space = add_page(home, SpacePage, "Leads", slug="leads", writers=Group.objects.filter(name="Leads"))
    page = add_page(space, WikiPage, "Tone", slug="tone")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(_user("lead", "Leads"))
    assert edit in client.get(page.link).content.decode()
    client.force_login(_user("reader", "Agents"))
    assert edit not in client.get(page.link).content.decode()

"""The wiki's home is for agents, and shows what each of them may read."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from tests.factories import add_page
from tests.wiki.test_agent_bar import in_arabic
from wiki.models import SpacePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Zephyr space", slug="wiki", summary="All about returns")


def test_agents_find_the_spaces_they_may_read(space, client, agent):
    client.force_login(agent)
    assert "Zephyr space" in client.get("/en/agents/").content.decode()


def test_a_space_of_other_groups_is_not_named(space, client, agent):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    client.force_login(agent)
    assert "Zephyr space" not in client.get("/en/agents/").content.decode()


def test_the_signed_out_are_asked_to_sign_in(space, client):
    assert client.get("/en/agents/").headers["Location"] == "/en/account/login/?next=%2Fen%2Fagents%2F"


def test_customers_find_nothing(space, client, customer):
    client.force_login(customer)
    assert client.get("/en/agents/").status_code == 404


def test_no_cache_keeps_it(space, client, agent):
    client.force_login(agent)
    assert "no-store" in client.get("/en/agents/").headers["Cache-Control"]


def test_a_space_that_is_not_translated_is_marked(space, client, agent):
    client.force_login(agent)
    assert '<bdi lang="en">English</bdi>' in client.get("/ar/agents/").content.decode()


def test_a_translated_space_is_named_once(space, client, agent):
    in_arabic(space, title="المساحة")
    client.force_login(agent)
    text = client.get("/ar/agents/").content.decode().partition("<main")[2]
    assert "المساحة" in text and "Zephyr space" not in text


def test_pages_of_the_wiki_lead_home(space, client, agent):
    client.force_login(agent)
    assert 'href="/en/agents/"' in client.get(space.link).content.decode().partition("<main")[2]


def test_the_account_menu_leads_home(space, client, agent):
    client.force_login(agent)
    assert 'href="/en/agents/"' in client.get("/en/account/menu/").content.decode()


def test_the_account_menu_of_customers_does_not(space, client, customer):
    client.force_login(customer)
    assert 'href="/en/agents/"' not in client.get("/en/account/menu/").content.decode()

"""Favourites, watching and what was read last: each person's own, and only of what they may read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import person_of, personal_data_erase, personal_data_export
from tests.factories import add_page
from wiki.marks.recent import recent_prune
from wiki.models import Favourite, RecentRead, SpacePage, Watch, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Zephyr space", slug="wiki")


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Zephyr page", slug="page")


def close(space):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()


def favourite(client, page, on="1", **fields):
    return client.post(f"/en/agents/pages/{page.pk}/favourite/", {"on": on, **fields})


def watch(client, page, on="1"):
    return client.post(f"/en/agents/pages/{page.pk}/watch/", {"on": on})


def test_a_page_becomes_a_favourite_and_the_reader_is_back_on_it(page, client, agent):
    client.force_login(agent)
    assert favourite(client, page).headers["Location"] == page.link
    assert Favourite.objects.filter(user=agent, page=page).exists()


def test_twice_is_once(page, client, agent):
    client.force_login(agent)
    favourite(client, page)
    favourite(client, page)
    assert Favourite.objects.count() == 1


def test_it_can_be_taken_off(page, client, agent):
    client.force_login(agent)
    favourite(client, page)
    favourite(client, page, on="0")
    assert not Favourite.objects.exists()


def test_htmx_gets_the_buttons_alone(page, client, agent):
    client.force_login(agent)
    text = client.post(f"/en/agents/pages/{page.pk}/favourite/", {"on": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="true"' in text and "<main" not in text


@pytest.mark.parametrize("action", ["favourite", "watch", "favourite/move"])
def test_a_page_of_other_groups_is_not_there(page, space, client, agent, action):
    close(space)
    client.force_login(agent)
    assert client.post(f"/en/agents/pages/{page.pk}/{action}/", {"on": "1"}).status_code == 404


@pytest.mark.parametrize("address", ["mine/", "pages/1/favourite/", "pages/999999/watch/", "mine/mails/", "mine/recent/forget/"])
def test_customers_find_nothing(page, client, customer, address):
    client.force_login(customer)
    assert client.post(f"/en/agents/{address}", {"on": "1"}).status_code == 404


@pytest.mark.parametrize("address", ["mine/", "pages/1/favourite/", "pages/999999/watch/"])
def test_the_signed_out_are_asked_to_sign_in(page, client, address):
    assert client.get(f"/en/agents/{address}").headers["Location"].startswith("/en/account/login/")


def test_what_is_no_page_of_the_wiki_cannot_be_marked(home, client, agent):
    client.force_login(agent)
    assert favourite(client, home).status_code == 404


def test_favourites_move(space, client, agent):
    first, second = add_page(space, WikiPage, "First"), add_page(space, WikiPage, "Second", slug="second")
    client.force_login(agent)
    favourite(client, first)
    favourite(client, second)
    client.post(f"/en/agents/pages/{second.pk}/favourite/move/", {"to": "up"})
    assert list(Favourite.objects.values_list("page__title", flat=True)) == ["Second", "First"]


def test_the_list_names_favourites(page, client, agent):
    client.force_login(agent)
    favourite(client, page)
    assert "Zephyr page" in client.get("/en/agents/mine/").content.decode()


def test_a_favourite_that_was_closed_is_not_named(page, space, client, agent):
    client.force_login(agent)
    favourite(client, page)
    watch(client, page)
    client.get(page.link)
    close(space)
    shown = client.get("/en/agents/mine/").content.decode() + client.get("/en/agents/").content.decode()
    assert "Zephyr" not in shown


def test_there_is_an_end_of_favourites(page, client, agent, monkeypatch):
    monkeypatch.setattr("wiki.marks.services.MOST_FAVOURITES", 0)
    client.force_login(agent)
    assert favourite(client, page).status_code == 400


def test_reading_a_page_is_remembered(page, client, agent):
    client.force_login(agent)
    client.get(page.link)
    assert "Zephyr page" in client.get("/en/agents/").content.decode()


def test_what_one_reads_is_not_shown_to_another(page, client, agent):
    client.force_login(agent)
    client.get(page.link)
    other = User.objects.create_user("other")
    other.groups.add(Group.objects.get(name="Agents"))
    client.force_login(other)
    assert "Zephyr page" not in client.get("/en/agents/").content.decode()


def test_what_was_read_can_be_forgotten(page, client, agent):
    client.force_login(agent)
    client.get(page.link)
    client.post("/en/agents/mine/recent/forget/")
    assert not RecentRead.objects.exists()


def test_it_is_forgotten_after_thirty_days(page, agent):
    RecentRead.objects.create(user=agent, page=page, at=timezone.now() - timedelta(days=31))
    recent_prune()
    assert not RecentRead.objects.exists()


def test_what_is_too_old_is_not_shown_before_the_job_runs(page, client, agent):
    RecentRead.objects.create(user=agent, page=page, at=timezone.now() - timedelta(days=31))
    client.force_login(agent)
    assert "Zephyr page" not in client.get("/en/agents/").content.decode()


def test_a_page_tells_how_many_watch_it_or_its_space(page, space, client, agent, superuser):
    Watch.objects.create(user=superuser, page=space)
    Watch.objects.create(user=agent, page=page)
    client.force_login(agent)
    assert "2 people" in client.get(page.link).content.decode()


def test_a_page_tells_who_looks_after_it(page, client, agent, superuser):
    type(page).objects.filter(pk=page.pk).update(responsible=superuser)
    client.force_login(agent)
    assert "Looked after by" in client.get(page.link).content.decode()


def test_a_page_tells_that_it_is_watched_with_its_space(page, space, client, agent):
    Watch.objects.create(user=agent, page=space)
    client.force_login(agent)
    assert "Watched with" in client.get(page.link).content.decode()


def test_people_get_and_erase_what_is_kept_of_them(page, client, agent):
    client.force_login(agent)
    favourite(client, page)
    watch(client, page)
    client.get(page.link)
    person = person_of(agent)
    assert len(personal_data_export(person).data["wiki_reading"]) == 4
    personal_data_erase(person)
    assert personal_data_export(person).data["wiki_reading"] == []


def test_the_export_does_not_name_what_was_closed(page, space, agent):
    Favourite.objects.create(user=agent, page=page)
    close(space)
    rows = personal_data_export(person_of(agent)).data["wiki_reading"]
    assert rows[0]["title"] is None


def test_it_goes_with_the_account(page, agent):
    Favourite.objects.create(user=agent, page=page)
    agent.delete()
    assert not Favourite.objects.exists()


def test_the_tree_shows_the_way_and_what_stands_beside_it(space, page, client, agent):
    beside = add_page(space, WikiPage, "Beside", slug="beside")
    add_page(beside, WikiPage, "Deep below another", slug="deep")
    below = add_page(page, WikiPage, "Below", slug="below")
    client.force_login(agent)
    tree = client.get(below.link).content.decode().partition('<details class="tree">')[2].partition("</details>")[0]
    assert "Beside" in tree and "Zephyr page" in tree and "Deep below another" not in tree


def test_the_tree_hides_drafts(space, page, client, agent):
    add_page(space, WikiPage, "Hidden draft", slug="draft", live=False)
    client.force_login(agent)
    assert "Hidden draft" not in client.get(page.link).content.decode()


def test_a_step_of_the_tree_has_an_end(space, page, client, agent, monkeypatch):
    monkeypatch.setattr("wiki.tree.MOST_BESIDE", 1)
    add_page(space, WikiPage, "Second", slug="second")
    client.force_login(agent)
    tree = client.get(page.link).content.decode().partition('<details class="tree">')[2].partition("</details>")[0]
    assert "Second" not in tree and "1 more" in tree

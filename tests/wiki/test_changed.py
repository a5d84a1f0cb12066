"""What changed on wiki pages since an agent looked at them last."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import Person
from tests.factories import add_page
from wiki.changed.seen import changed_for, seen_erase
from wiki.models import LastSeen, SpacePage, WikiPage

pytestmark = pytest.mark.django_db

NOTICE = "This page was changed since you read it last."


def text(words):
    return [{"type": "rich_text", "value": f"<p>{words}</p>"}]


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Care", slug="care")


@pytest.fixture
def page(space):
    return add_page(space, WikiPage, "Tone", slug="tone", body=text("Say hello"))


def opened(client, user, page):
    client.force_login(user)
    return " ".join(client.get(page.link).content.decode().split())


def change(page, words="Say good morning"):
    page = WikiPage.objects.get(pk=page.pk)
    page.body = text(words)
    page.save_revision().publish()


def test_at_the_first_visit_nothing_has_changed(client, agent, page):
    assert NOTICE not in opened(client, agent, page)


def test_a_page_that_changed_says_so_and_leads_to_what_changed(client, agent, page):
    opened(client, agent, page)
    before = WikiPage.objects.get(pk=page.pk).live_revision_id
    change(page)
    after = WikiPage.objects.get(pk=page.pk).live_revision_id
    html = opened(client, agent, page)
    address = reverse("wiki:changes", args=[page.pk, before, after])
    assert NOTICE in html and address in html
    shown = client.get(address).content.decode()
    assert "good morning" in shown and "hello" in shown


def test_opening_it_again_on_the_same_day_still_leads_there(client, agent, page):
    opened(client, agent, page)
    change(page)
    opened(client, agent, page)
    assert NOTICE in opened(client, agent, page)


def test_later_it_does_not(client, agent, page):
    opened(client, agent, page)
    change(page)
    opened(client, agent, page)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert NOTICE not in opened(client, agent, page)


def test_over_two_changes_it_is_what_was_seen_that_is_compared(client, agent, page):
    opened(client, agent, page)
    before = WikiPage.objects.get(pk=page.pk).live_revision_id
    change(page, "One")
    change(page, "Two")
    after = WikiPage.objects.get(pk=page.pk).live_revision_id
    assert reverse("wiki:changes", args=[page.pk, before, after]) in opened(client, agent, page)


def test_the_home_of_the_wiki_lists_it(client, agent, page):
    opened(client, agent, page)
    change(page)
    assert "Changed since you looked" in client.get(reverse("wiki:home")).content.decode()
    assert "Tone" in client.get(reverse("wiki:changed")).content.decode()


def test_what_was_never_seen_is_not_listed(agent, page):
    change(page)
    assert not changed_for(agent).exists()


def test_what_is_no_longer_readable_is_not_listed(client, agent, space, page):
    from django.contrib.auth.models import Group

    opened(client, agent, page)
    change(page)
    space.readers.set(Group.objects.filter(name="Managers"))
    space.save()
    assert not changed_for(User.objects.get(pk=agent.pk)).exists()


def test_a_draft_changes_nothing(client, agent, page):
    opened(client, agent, page)
    page.title = "Secret"
    page.save_revision()
    assert not changed_for(agent).exists()


def test_an_earlier_version_that_was_thrown_away_is_not_linked(client, agent, page):
    opened(client, agent, page)
    before = WikiPage.objects.get(pk=page.pk).live_revision
    change(page)
    before.delete()
    assert NOTICE not in opened(client, agent, page)


def test_what_somebody_saw_is_forgotten_with_them(client, agent, page):
    opened(client, agent, page)
    assert seen_erase(Person(agent)) == 1
    assert not LastSeen.objects.exists()


def test_a_customer_finds_no_list(client, customer):
    client.force_login(customer)
    assert client.get(reverse("wiki:changed")).status_code == 404

"""The same states of a page through what agents have for themselves: nothing shows that must not, to whomever it belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from accounts.models import User
from tests.privacy.leak_outlets import text
from tests.privacy.leak_site import leak_site
from tests.privacy.leak_states import AGENTS, READERS, State
from wiki.models import Favourite, RecentRead, Watch, WatchSettings, WikiPage
from wiki.watching.digests import digests_send


def wiki_home(client: Client, user: User | None, state: State) -> str:
    """With the page among favourites, watched pages and those read last: they were let in once."""
    marked(user, state)
    return text(client.get("/en/agents/"))


def own_lists(client: Client, user: User | None, state: State) -> str:
    marked(user, state)
    return text(client.get("/en/agents/mine/"))


def mails(client: Client, user: User | None, state: State) -> str:
    """What a mail about watched pages names."""
    marked(user, state)
    mail.outbox.clear()
    digests_send(now=timezone.now() + timedelta(minutes=5))
    return "".join(f"{each.subject} {each.body}" for each in mail.outbox)


def marking(client: Client, user: User | None, state: State) -> str:
    """A page that is closed cannot be marked: the answer would tell that it is there."""
    is_there = client.post(f"/en/agents/pages/{state.page.pk}/watch/", {"on": "1"}).status_code == 302
    return state.marker if is_there and user is not None else ""


def handbook(client: Client, user: User | None, state: State) -> str:
    """The space of a page on one page: other states stand in no space."""
    space = state.page.get_parent().pk if state.page.specific_class is WikiPage else 0
    return text(client.get(f"/en/agents/handbook/{space}/"))


def marked(user: User | None, state: State) -> None:
    if user is None:
        return
    User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    long_ago = timezone.now() - timedelta(days=2)
    for model in (Favourite, Watch, RecentRead):
        model.objects.filter(user=user).delete()
        model.objects.create(user=user, page_id=state.page.pk)
    WatchSettings.objects.update_or_create(user=user, defaults={"told_until": long_ago, "frequency": "at_once"})


Outlet = Callable[[Client, User | None, State], str]
OUTLETS: dict[str, Outlet] = {"home": wiki_home, "own lists": own_lists, "mails": mails, "marking": marking, "handbook": handbook}


class LeaksToAgentsTests(TestCase):
    """One site with all states, walked in full by each test."""

    states: list[State]
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        site = leak_site()
        cls.states, cls.users = site.states, site.users

    def test_nothing_shows_a_page_to_those_it_is_not_for(self) -> None:
        wrong = []
        for reader in READERS:
            client, user = Client(), self.users.get(reader)
            if user is not None:
                client.force_login(user)
            for state in self.states:
                for name, outlet in OUTLETS.items():
                    if state.marker in outlet(client, user, state) and reader not in state.shown_to & AGENTS:
                        wrong.append(f"{reader} sees {state.marker} in {name}")
        self.assertEqual(wrong, [])

    def test_agents_see_a_page_of_the_wiki_there(self) -> None:
        """Without this, an outlet that shows nothing at all would pass."""
        client, user = Client(), self.users["agent"]
        client.force_login(user)
        state = next(each for each in self.states if each.page.specific_class is WikiPage and "agent" in each.shown_to)
        blind = [name for name, outlet in OUTLETS.items() if state.marker not in outlet(client, user, state)]
        self.assertEqual(blind, [])

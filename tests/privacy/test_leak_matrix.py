"""Every state of a page, own and inherited, through every outlet, for every kind of reader: nothing shows that must not.

A page's state is known by a marker, a word that stands in its title, summary, text and address and nowhere else. An outlet
is a function from a client and a marked page to everything the reader gets to see there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from tests.privacy.leak_outlets import BESIDE_THE_WIKI, COVERED, LISTING, OPENING, PERSONAL, STAFF, WIKI, WITHOUT_PAGES, its_page
from tests.privacy.leak_site import leak_site
from tests.privacy.leak_states import READERS, State


class LeakMatrixTests(TestCase):
    """One site with all states, walked in full by each test."""

    states: list[State]
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        site = leak_site()
        cls.states, cls.users = site.states, site.users

    def client_of(self, reader: str) -> Client:
        client = Client()
        if reader in self.users:
            client.force_login(self.users[reader])
        return client

    def walk(self, outlets: dict[str, Callable[[Client, State], str]], allowed: Callable[[State], set[str]]) -> list[str]:
        wrong = []
        for reader in READERS:
            client = self.client_of(reader)
            for state in self.states:
                for name, outlet in outlets.items():
                    seen = state.marker in outlet(client, state)
                    if seen and reader not in allowed(state):
                        wrong.append(f"{reader} sees {state.marker} in {name}")
        return wrong

    def test_no_listing_outlet_shows_a_page_to_those_it_is_not_for(self) -> None:
        self.assertEqual(self.walk(LISTING, lambda state: state.shown_to), [])

    def test_no_personal_outlet_shows_a_page_to_those_it_is_not_for(self) -> None:
        self.assertEqual(self.walk(PERSONAL, lambda state: state.shown_to), [])

    def test_nothing_beside_wiki_pages_shows_a_page_to_those_it_is_not_for(self) -> None:
        self.assertEqual(self.walk(BESIDE_THE_WIKI, lambda state: state.shown_to & {"agent"}), [])

    def test_what_stands_beside_wiki_pages_shows_one_to_agents(self) -> None:
        client = self.client_of("agent")
        state = next(state for state in self.states if state.marker.endswith("xwiki"))
        blind = [name for name, outlet in BESIDE_THE_WIKI.items() if state.marker not in outlet(client, state)]
        self.assertEqual(blind, [])

    def test_personal_outlets_show_an_open_page(self) -> None:
        client, state = self.client_of("customer"), self.states[0]
        blind = [name for name, outlet in PERSONAL.items() if state.marker not in outlet(client, state)]
        self.assertEqual(blind, [])

    def test_no_outlet_of_the_wiki_shows_a_page_to_those_it_is_not_for(self) -> None:
        self.assertEqual(self.walk(WIKI, lambda state: state.shown_to), [])

    def test_outlets_of_the_wiki_show_its_pages_to_agents(self) -> None:
        client = self.client_of("agent")
        (state,) = (each for each in self.states if each.marker.endswith("xwiki"))
        self.assertEqual([name for name, outlet in WIKI.items() if state.marker not in outlet(client, state)], [])

    def test_no_page_opens_to_those_it_is_not_for(self) -> None:
        openers = lambda state: state.shown_to if state.openers is None else state.openers  # noqa: E731
        self.assertEqual(self.walk(OPENING, openers), [])

    def test_previews_are_for_editors_alone(self) -> None:
        self.assertEqual(self.walk(STAFF, lambda state: {"editor"}), [])

    def test_every_outlet_shows_an_open_page(self) -> None:
        """Without this, an outlet that shows nothing at all would pass."""
        client, state = self.client_of("anonymous"), self.states[0]
        blind = [name for name, outlet in {**LISTING, **OPENING}.items() if state.marker not in outlet(client, state)]
        self.assertEqual(blind, [])

    def test_every_reader_sees_what_is_meant_for_them(self) -> None:
        missing = [
            f"{reader} does not see {state.marker}"
            for state in self.states
            for reader in state.shown_to
            if state.marker not in its_page(self.client_of(reader), state)
        ]
        self.assertEqual(missing, [])

    def test_a_new_outlet_without_an_entry_fails(self) -> None:
        unknown = sorted(name for name in names_outside_the_admin() if not (COVERED.match(name) or WITHOUT_PAGES.match(name)))
        self.assertEqual(unknown, [], "Add the outlet to LISTING or OPENING in leak_outlets, then its name to COVERED.")


def names_outside_the_admin() -> set[str]:
    def walk(patterns: list[Any], prefix: str, namespace: str) -> Any:
        for each in patterns:
            route = prefix + str(each.pattern)
            if route.startswith("admin/"):
                continue
            if isinstance(each, URLResolver):
                inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
                yield from walk(each.url_patterns, route, inner)
            elif isinstance(each, URLPattern):
                yield f"{namespace}{each.name or route}"

    return set(walk(get_resolver().url_patterns, "", ""))

"""A plugin that listens to everything gets nothing of a page that its reader may not see.

The site has a page in every state (tests/privacy/leak_states.py), each known by a marker. The plugin listens to every hook
of the catalogue and stands in every slot, and takes apart whatever it is handed. It asks the database for nothing: that
cannot be kept from a plugin, which is code that the site trusts.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, TestCase
from django.test.client import RequestFactory
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from content.models import HelpPage
from home.models import HomePage, PlainPage
from plugins.hooks import catalogue
from plugins.testing import activate_for_tests
from tests.factories import add_page
from tests.faq_blocks.library import faq_block
from tests.plugins.contents import contents_of
from tests.privacy.leak_site import leak_site
from tests.privacy.leak_states import READERS, State
from theme.chrome import surroundings_of
from theme.slots import SLOTS

LISTENER = """
from plugins.config import PluginConfig
from plugins.hooks import add_action, add_filter, catalogue
from tests.plugins.contents import contents_of
from theme.slots import SLOTS, register_slot

HEARD = {}


def note(place, *values):
    HEARD.setdefault(place, []).extend(contents_of(values))


class Config(PluginConfig):
    def ready(self):
        for hook in catalogue():
            if hook.kind == "filter":
                add_filter(hook.name, filtering(hook.name))
            else:
                add_action(hook.name, listening(hook.name))
        for slot in SLOTS:
            register_slot(slot, showing(slot))


def filtering(name):
    def callback(value_, **arguments):
        note(name, value_, arguments)
        return value_
    return callback


def listening(name):
    def callback(**arguments):
        note(name, arguments)
    return callback


def showing(slot):
    def callback(context):
        note("slot " + slot, context)
        return ""
    return callback
"""

# Hooks that no page fires that is read here. They serve editors, mails, the scheduler, the index, or tell what a person did.
NOT_WHILE_READING = re.compile(
    r"^(page_(published|unpublished|moved|deleted)|user_(logged_in|logged_out|signed_up)|account_site_name|feedback_(given|commented|triaged)"
    r"|faq_(opened|voted)"
    r"|import_finished|scheduled_jobs|health_checks|dated_changes|doctor_exams|search_(document|failed|logged)|plugin_\w+)$"
)
MARKER = re.compile(r"zq(\d\d)x")


class LeakTests(TestCase):
    """One site with all states, read in full by each kind of reader."""

    states: list[State]
    users: dict[str, User]
    plugin: ModuleType

    @classmethod
    def setUpTestData(cls) -> None:
        site = leak_site()
        cls.states, cls.users = site.states, site.users
        typed = faq_block(entries=[{"question": "May I?", "answer": "<p>Yes.</p>"}])
        add_page(HomePage.objects.get(locale__language_code="en"), PlainPage, "Questions", slug="questions", body=[typed])

    @pytest.fixture(autouse=True)
    def listener(self, make: Any) -> Iterator[None]:
        config = make("listener", {"apps.py": LISTENER})
        self.plugin = sys.modules[f"{config.name}.apps"]
        with activate_for_tests("listener"):
            yield

    def addresses(self) -> Iterator[tuple[str, State | None]]:
        """Yield what is read; with the state whose page it is, for an alias may be opened by who is not shown it."""
        for address in ("/en/", "/ar/", "/en/links/", "/en/questions/", "/en/account/menu/", "/en/account/", "/en/nowhere/"):
            yield address, None
        for state in self.states:
            yield state.page.link, state
            yield f"/feedback/{state.page.pk}/", state
            yield HelpPage.objects.get(pk=state.page.get_parent().pk).link, None
            yield f"/en/links/to-{state.number}/", None
            yield f"/ar/twin-{state.number}/", None
            yield f"/en/search/suggest/?q={state.marker[:4]}", None  # less than what counts as a marker

    def heard_by(self, reader: str, address: str) -> dict[str, str]:
        """Return the texts that the plugin got while this reader opened an address, by place; without the address itself."""
        client = Client()
        if reader in self.users:
            client.force_login(self.users[reader])
        self.plugin.HEARD.clear()
        client.get(address)
        return {place: "\n".join(texts).replace(address, "") for place, texts in self.plugin.HEARD.items()}

    def leaks_to(self, reader: str) -> list[str]:
        found = []
        for address, opened in self.addresses():
            for place, text in self.heard_by(reader, address).items():
                for number in {int(each) for each in MARKER.findall(text)}:
                    state = self.states[number]
                    allowed = state.shown_to | (state.openers or set() if state is opened else set())
                    if reader not in allowed:
                        found.append(f"{place} tells {reader} of {state.marker} at {address}")
        return found

    def test_nothing_leaks_to_the_anonymous(self) -> None:
        self.assertEqual(self.leaks_to("anonymous"), [])

    def test_nothing_leaks_to_customers(self) -> None:
        self.assertEqual(self.leaks_to("customer"), [])

    def test_nothing_leaks_to_agents(self) -> None:
        self.assertEqual(self.leaks_to("agent"), [])

    def test_nothing_leaks_to_editors(self) -> None:
        self.assertEqual(self.leaks_to("editor"), [])

    def test_nothing_leaks_around_search_results(self) -> None:
        # The marker is what was asked here: only the address tells of a page, when it is hidden as a whole.
        states = [state for state in self.states if state.page.slug == state.marker]
        found = []
        for reader in READERS:
            for state in states:
                heard = self.heard_by(reader, f"/en/search/?q={state.marker}")
                found += [
                    f"{place} tells {reader} of {state.marker}"
                    for place, text in heard.items()
                    if state.page.link in text and reader not in state.shown_to
                ]
        self.assertEqual(found, [])

    def test_the_plugin_hears_of_what_is_meant_for_the_reader(self) -> None:
        """Without this, a plugin that hears nothing at all would pass."""
        state = self.states[0]
        heard = self.heard_by("anonymous", state.page.link)
        places = ("body_html", "page_title", "main_menu", "slot article_before")
        deaf = [place for place in places if state.marker not in heard[place]]
        self.assertEqual(deaf, [])

    def test_every_hook_and_slot_is_heard_or_is_none_of_reading(self) -> None:
        heard: set[str] = set()
        for address, _state in [*self.addresses(), ("/en/search/?q=x", None)]:
            heard |= self.heard_by("agent", address).keys()
        declared = [hook for hook in catalogue() if not hook.owner and not hook.module.startswith("tests.")]
        places = {hook.name for hook in declared} | {f"slot {name}" for name in SLOTS}
        unheard = sorted(place for place in places - heard if not NOT_WHILE_READING.match(place))
        self.assertEqual(unheard, [], "Read a page that fires it in addresses(), or name it in NOT_WHILE_READING.")

    def test_hooks_that_are_none_of_reading_are_not_fired_by_it(self) -> None:
        heard: defaultdict[str, list[str]] = defaultdict(list)
        for address, _state in self.addresses():
            for place in self.heard_by("anonymous", address):
                heard[place].append(address)
        self.assertEqual({place: each for place, each in heard.items() if NOT_WHILE_READING.match(place)}, {})

    def test_a_page_itself_would_be_found_out(self) -> None:
        """What the listener is told must be able to fail: the model holds what ReaderPage leaves out."""
        pages = [(state.marker, state.page.specific) for state in self.states]
        # The marked words of some stand in reusable content or in a translation, and not in the page.
        pages = [(marker, page) for marker, page in pages if page.title != "Calm"]
        own = [(marker, page) for marker, page in pages if '"reusable"' not in json.dumps(list(page.body.raw_data))]
        hidden = [marker for marker, page in own if marker in "\n".join(contents_of(page))]
        self.assertEqual(len(hidden), len(own))
        self.assertGreater(len(own), 30)

    def test_the_surroundings_on_a_request_would_be_found_out(self) -> None:
        request: HttpRequest = RequestFactory().get("/en/")
        surroundings_of(request, "en")
        self.assertIn(self.states[1].marker, "\n".join(contents_of({"request": SimpleLazyObject(lambda: request)})))

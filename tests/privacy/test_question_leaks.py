"""Every state of a question of the library through every outlet, for every kind of reader: nothing shows that must not.

As in the matrix of pages, a question is known by a marker: a word that stands in it and in its answer and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from content.audiences import Audience
from faq_blocks.models import FaqPage, Question
from home.models import PlainPage
from home.services import homes_ensure
from search.outbox import outbox_process
from tests.factories import add_page
from tests.faq_blocks.library import add_question, faq_block, picked
from tests.privacy.leak_outlets import text
from tests.privacy.leak_states import AGENTS, EVERYONE, NOBODY, READERS, SIGNED_IN


@dataclass
class State:
    """A marked question, and who may be shown it."""

    marker: str
    question: Question
    shown_to: set[str]


def question_of(marker: str, **fields: Any) -> Question:
    return add_question(f"{marker}?", f"<p>{marker}</p>", **fields)


def open_question(marker: str) -> State:
    return State(marker, question_of(marker), EVERYONE)


def draft(marker: str) -> State:
    return State(marker, question_of(marker, live=False), NOBODY)


def changed_back_to_draft(marker: str) -> State:
    question = add_question(f"Calm {marker[:4]}?")
    question.question = marker
    question.save_revision()
    return State(marker, Question.objects.get(pk=question.pk), NOBODY)


def unpublished(marker: str) -> State:
    question = question_of(marker)
    question.unpublish()
    return State(marker, question, NOBODY)


def expired(marker: str) -> State:
    return State(marker, question_of(marker, expire_at=timezone.now() - timedelta(minutes=1)), NOBODY)


def for_customers(marker: str) -> State:
    return State(marker, question_of(marker, audience=Audience.CUSTOMER), SIGNED_IN)


def for_agents(marker: str) -> State:
    return State(marker, question_of(marker, audience=Audience.AGENT), AGENTS)


def passage_for_agents(marker: str) -> State:
    hidden = {"audience": Audience.AGENT.value, "body": [{"type": "rich_text", "value": f"<p>{marker}</p>"}]}
    return State(marker, add_question(f"Mixed {marker[:4]}?", blocks=[{"type": "audience", "value": hidden}]), AGENTS)


def keywords(marker: str) -> State:
    """Hidden keywords and the internal note are for nobody."""
    return State(marker, add_question(f"Worded {marker[:4]}?", search_keywords=marker, note=marker), NOBODY)


BUILDERS = [
    open_question,
    draft,
    changed_back_to_draft,
    unpublished,
    expired,
    for_customers,
    for_agents,
    passage_for_agents,
    keywords,
]


def own_page(client: Client, state: State) -> str:
    return text(client.get(f"/en/questions/{state.question.slug}/")).replace(f"/{state.question.slug}/", "")


def number(client: Client, state: State) -> str:
    response = client.get(f"/en/questions/~{state.question.pk}/")
    # Who is sent to sign in is sent back to the number.
    return response.get("Location", "")


def fragment(client: Client, state: State) -> str:
    return text(client.get(f"/en/questions/~{state.question.pk}/answer/"))


def block(client: Client, state: State) -> str:
    return text(client.get("/en/plain/"))


def list_in_the_page(client: Client, state: State) -> str:
    return text(client.get("/en/faq/")) + text(client.get("/en/faq/", {"order": "az"}))


def list_on_demand(client: Client, state: State) -> str:
    return text(client.get("/en/long/"))


def sitemap(client: Client, state: State) -> str:
    return text(client.get("/sitemap.xml"))


def search(client: Client, state: State) -> str:
    if state.question.search_keywords:
        return ""  # being found by them is what they are for; that they are not shown, the API tells, which repeats no query
    # The page repeats the question that was searched: only what stands in a hit counts.
    shown = text(client.get("/en/search/", {"q": state.marker})).partition('class="results"')[2]
    return state.marker if f"#{state.question.slug}" in shown or f"/questions/{state.question.slug}/" in shown else ""


def suggestion(client: Client, state: State) -> str:
    return text(client.get("/en/search/suggest/", {"q": state.marker[:6]}))


def api_search(client: Client, state: State) -> str:
    shown = text(client.get("/api/search/", {"q": state.marker, "language": "en"}))
    if state.question.search_keywords:
        return shown
    return state.marker if f"#{state.question.slug}" in shown or f"/questions/{state.question.slug}/" in shown else ""


def api_suggestion(client: Client, state: State) -> str:
    return text(client.get("/api/suggest/", {"q": state.marker[:6], "language": "en"}))


OUTLETS: dict[str, Callable[[Client, State], str]] = {
    "own page": own_page,
    "number": number,
    "fragment": fragment,
    "block": block,
    "list in the page": list_in_the_page,
    "list on demand": list_on_demand,
    "sitemap": sitemap,
    "search": search,
    "suggestion": suggestion,
    "API search": api_search,
    "API suggestion": api_suggestion,
}


def question_site() -> list[State]:
    """Make a question in each state, and pages that show them in every way."""
    home: Page = homes_ensure()["en"]
    states = [build(f"qz{number:02d}x{build.__name__.replace('_', '')}") for number, build in enumerate(BUILDERS)]
    add_page(home, PlainPage, "Plain", slug="plain", body=[faq_block(questions=picked(*(each.question for each in states)))])
    add_page(home, FaqPage, "FAQ", slug="faq", lists_library=True)
    add_page(home, FaqPage, "Long", slug="long", lists_library=True, answer_loading="demand")
    while outbox_process():
        pass
    return states


class QuestionLeakTests(TestCase):
    """One library with all states, walked in full."""

    states: list[State]
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.states = question_site()
        cls.users = {name: User.objects.create_user(name) for name in ("customer", "agent", "editor")}
        cls.users["agent"].groups.add(Group.objects.get(name="Agents"))
        cls.users["editor"].groups.add(Group.objects.get(name="Editors"))

    def client_of(self, reader: str) -> Client:
        client = Client()
        if reader in self.users:
            client.force_login(self.users[reader])
        return client

    def test_no_outlet_shows_a_question_to_those_it_is_not_for(self) -> None:
        wrong = [
            f"{reader} sees {state.marker} in {name}"
            for reader in READERS
            for client in [self.client_of(reader)]
            for state in self.states
            for name, outlet in OUTLETS.items()
            if state.marker in outlet(client, state) and reader not in state.shown_to
        ]
        self.assertEqual(wrong, [])

    def test_every_outlet_shows_an_open_question(self) -> None:
        """Without this, an outlet that shows nothing at all would pass."""
        client, state = self.client_of("anonymous"), self.states[0]
        self.assertEqual([name for name, outlet in OUTLETS.items() if state.marker not in outlet(client, state)], [])

    def test_every_reader_sees_what_is_meant_for_them(self) -> None:
        missing = [
            f"{reader} does not see {state.marker} in {name}"
            for state in self.states
            for reader in state.shown_to
            for name in ("own page", "fragment", "block", "list in the page")
            if state.marker not in OUTLETS[name](self.client_of(reader), state)
        ]
        self.assertEqual(missing, [])

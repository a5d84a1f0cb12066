"""Every state of a page, own and inherited, through every outlet, for every kind of reader: nothing shows that must not.

A page's state is known by a marker, a word that stands in its title, summary, text and address and nowhere else. An outlet
is a function from a client and a marked page to everything the reader gets to see there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from content.audiences import Audience
from content.models import HelpPage
from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage
from search.outbox import outbox_process
from tests.factories import add_page
from theme.models import Navigation
from wiki.models import SpacePage, WikiPage

READERS = ("anonymous", "customer", "agent", "editor")
EVERYONE = set(READERS)
SIGNED_IN = {"customer", "agent", "editor"}
AGENTS = {"agent"}
NOBODY: set[str] = set()


@dataclass
class State:
    """A marked page, and who may be shown it in lists; `openers` differ where an address is enough to open it."""

    marker: str
    page: HelpPage
    shown_to: set[str]
    openers: set[str] | None = None
    number: int = 0


def text(response: Any) -> str:
    return response.content.decode() if response.status_code == 200 else ""


def body(marker: str) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "value": f"<p>{marker}</p>", "id": "0d3a3e0e-7a34-4c3f-9d7c-000000000001"}]


# --- Outlets: what of a page a reader can get to see ---------------------------------------------------------------------


def its_page(client: Client, state: State) -> str:
    # A form that asks for a password repeats the address the reader came by.
    return text(client.get(state.page.link)).replace(state.page.link, "")


def its_parents_listing(client: Client, state: State) -> str:
    return text(client.get(HelpPage.objects.get(pk=state.page.get_parent().pk).link))


def home_page(client: Client, state: State) -> str:
    return text(client.get("/en/"))


def counts(client: Client, state: State) -> str:
    """The counts on the home page: a category holding nothing but a hidden page must say that it holds none."""
    if state.page.slug != state.marker or state.page.alias_of_id:
        return ""  # other pages on this shelf are open, and counted
    card = rf'href="/en/shelf-{state.number}/".*?class="category-card__count"[^>]*>\s*(\d+)'
    row = re.search(card, home_page(client, state), re.DOTALL)
    return state.marker if row and int(row.group(1)) > 0 else ""


def search_results(client: Client, state: State) -> str:
    # The page repeats the question: only an address of the page is a hit.
    shown = text(client.get("/en/search/", {"q": state.marker}))
    return _addressed(shown.partition("<main")[2].partition("</main>")[0], state)


def _addressed(shown: str, state: State) -> str:
    return state.marker if state.page.link in shown else ""


def suggestions(client: Client, state: State) -> str:
    return text(client.get("/en/search/suggest/", {"q": state.marker[:6]}))


def api_pages(client: Client, state: State) -> str:
    return "".join(text(client.get("/api/pages/", {"offset": offset})) for offset in (0, 50, 100))


def api_search(client: Client, state: State) -> str:
    return _addressed(text(client.get("/api/search/", {"q": state.marker, "language": "en"})), state)


def api_suggestions(client: Client, state: State) -> str:
    return text(client.get("/api/suggest/", {"q": state.marker[:6], "language": "en"}))


def sitemap(client: Client, state: State) -> str:
    return text(client.get("/sitemap.xml"))


def feedback(client: Client, state: State) -> str:
    """A page that is hidden as a whole must not be there to be voted on."""
    hidden_as_a_whole = state.page.slug == state.marker
    return state.marker if hidden_as_a_whole and client.get(f"/feedback/{state.page.pk}/").status_code == 200 else ""


def other_languages_page(client: Client, state: State) -> str:
    """The switcher and hreflang of an Arabic page whose English twin is the marked page."""
    return text(client.get(f"/ar/twin-{state.number}/"))


def link_from_a_text(client: Client, state: State) -> str:
    return text(client.get(f"/en/links/to-{state.number}/"))


def preview(client: Client, state: State) -> str:
    return text(client.get(f"/admin/pages/{state.page.pk}/view_draft/"))


# Outlets in which a page stands by being listed, and those that show a page opened by its address.
LISTING: dict[str, Callable[[Client, State], str]] = {
    "listing": its_parents_listing,
    "menu and home": home_page,
    "counts": counts,
    "search": search_results,
    "suggestion": suggestions,
    "API pages": api_pages,
    "API search": api_search,
    "API suggestion": api_suggestions,
    "sitemap": sitemap,
    "language switcher": other_languages_page,
    "link in a text": link_from_a_text,
}
OPENING: dict[str, Callable[[Client, State], str]] = {"page": its_page, "feedback": feedback}
# Sign-in keeps these from all but editors, who see them by their work.
STAFF: dict[str, Callable[[Client, State], str]] = {"preview link": preview}

# Every address of the site outside the admin is an outlet above or one of these, which show nothing of a page.
WITHOUT_PAGES = re.compile(
    r"^(to_readers_language|media|static|healthz?|operations:.*|accounts:.*|theme:(brand|robots)|api:(openapi-json|api-root|index)"
    r"|search:click|search_widget:(script|sheet)"
    r"|wagtaildocs_serve|wagtaildocs_authenticate_with_password|wagtailcore_authenticate_with_password"
    r"|wagtailcore_login)$"
)
COVERED = re.compile(
    r"^(wagtail_serve|theme:sitemap(_part)?|search:(results|suggest)|api:(page_list|search\w*|suggest\w*)|feedback:.*)$"
)


class LeakMatrixTests(TestCase):
    """One site with all states, walked in full by each test."""

    states: list[State]
    home: HelpPage
    arabic: HelpPage
    links: HelpPage
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        homes = homes_ensure()
        cls.home, cls.arabic = homes["en"], homes["ar"]
        cls.links = add_page(cls.home, CategoryPage, "Links", slug="links")
        cls.states = []
        for number, build in enumerate(BUILDERS):
            # Markers share no prefix of six letters: suggestions are asked with it.
            marker = f"zq{number:02d}x{build.__name__.replace('_', '')}"
            shelf = add_page(cls.home, CategoryPage, f"Shelf {number}", slug=f"shelf-{number}")
            state = build(shelf, marker)
            state.number = number
            cls.states.append(state)
            target = f'<p><a linktype="page" id="{state.page.pk}">there</a></p>'
            add_page(cls.links, ArticlePage, f"Link {number}", slug=f"to-{number}", body=[{"type": "rich_text", "value": target}])
            twin = add_page(cls.arabic, CategoryPage, f"Twin {number}", slug=f"twin-{number}")
            Page.objects.filter(pk=twin.pk).update(translation_key=state.page.translation_key)
        menu = [{"type": "page", "value": {"page": state.page.pk, "title": ""}} for state in cls.states]
        Navigation.objects.create(site=Site.objects.get(is_default_site=True), language="en", main_menu=menu)
        while outbox_process():
            pass
        cls.users = {name: User.objects.create_user(name) for name in ("customer", "agent", "editor")}
        cls.users["agent"].groups.add(Group.objects.get(name="Agents"))
        cls.users["editor"].groups.add(Group.objects.get(name="Editors"))

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
        self.assertEqual(unknown, [], "Add the outlet to LISTING or OPENING above, then its name to COVERED.")


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


# --- States ---------------------------------------------------------------------------------------------------------------


def article(parent: Page, marker: str, **fields: Any) -> HelpPage:
    fields.setdefault("body", body(marker))
    return add_page(parent, ArticlePage, marker, slug=marker, summary=marker, **fields)


def fresh(page: HelpPage) -> HelpPage:
    return HelpPage.objects.get(pk=page.pk)


def restrict(page: Page, kind: str, *groups: str) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")
    restriction.groups.set(Group.objects.filter(name__in=groups))


def open_page(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker), EVERYONE)


def draft(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, live=False), NOBODY)


def draft_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    CategoryPage.objects.get(pk=shelf.pk).unpublish()
    return State(marker, fresh(page), NOBODY)


def changed_back_to_draft(shelf: Page, marker: str) -> State:
    """A live page whose newest draft carries the marker."""
    page = add_page(shelf, ArticlePage, "Calm", slug=f"calm-{shelf.pk}")
    page.title, page.summary, page.body = marker, marker, body(marker)
    page.save_revision()
    return State(marker, fresh(page), NOBODY)


def scheduled(shelf: Page, marker: str) -> State:
    page = article(shelf, marker, live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    return State(marker, fresh(page), NOBODY)


def expired(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    return State(marker, fresh(page), NOBODY)


def expired_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.expire_at = timezone.now() - timedelta(minutes=1)
    shelf.save()
    return State(marker, fresh(page), NOBODY)


def for_customers(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, audience=Audience.CUSTOMER), SIGNED_IN)


def for_customers_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.audience = Audience.CUSTOMER
    shelf.save()
    return State(marker, fresh(page), SIGNED_IN)


def for_agents(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, audience=Audience.AGENT), AGENTS)


def for_agents_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.audience = Audience.AGENT
    shelf.save()
    return State(marker, fresh(page), AGENTS)


def login(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(page, "login")
    return State(marker, fresh(page), SIGNED_IN)


def login_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(shelf, "login")
    return State(marker, fresh(page), SIGNED_IN)


def group(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(page, "groups", "Leads", "Agents")
    return State(marker, fresh(page), AGENTS)


def group_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(shelf, "groups", "Agents")
    return State(marker, fresh(page), AGENTS)


def password(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(page, "password")
    return State(marker, fresh(page), NOBODY)


def password_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(shelf, "password")
    return State(marker, fresh(page), NOBODY)


def wiki(shelf: Page, marker: str) -> State:
    space = add_page(shelf.get_parent().specific, SpacePage, "Space", slug=f"space-{shelf.pk}")
    return State(marker, add_page(space, WikiPage, marker, slug=marker, summary=marker, body=body(marker)), AGENTS)


def wiki_of_a_group(shelf: Page, marker: str) -> State:
    space = add_page(shelf.get_parent().specific, SpacePage, "Space", slug=f"closed-{shelf.pk}")
    page = add_page(space, WikiPage, marker, slug=marker, summary=marker, body=body(marker))
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    return State(marker, fresh(page), NOBODY)


def alias(shelf: Page, marker: str) -> State:
    source = add_page(shelf, ArticlePage, "Source", slug=f"source-{shelf.pk}")
    page = source.create_alias(parent=shelf, update_slug=marker)
    return State(marker, fresh(page), NOBODY, openers=EVERYONE)


def alias_of_a_page_for_agents(shelf: Page, marker: str) -> State:
    source = add_page(shelf, ArticlePage, "Source", slug=f"source-{shelf.pk}", audience=Audience.AGENT)
    page = source.create_alias(parent=shelf, update_slug=marker)
    return State(marker, fresh(page), NOBODY, openers=AGENTS)


def alias_of_a_page_below_a_password(shelf: Page, marker: str) -> State:
    """Its address is not enough: it asks for the password that guards its source from above."""
    closed = add_page(shelf, CategoryPage, "Closed", slug="closed")
    source = add_page(closed, ArticlePage, "Calm", slug="calm", body=body(marker))
    restrict(closed, "password")
    page = fresh(source).specific.create_alias(parent=shelf.get_parent(), update_slug=marker)
    return State(marker, fresh(page), NOBODY)


def passage_for_customers(shelf: Page, marker: str) -> State:
    return passage(shelf, marker, Audience.CUSTOMER, SIGNED_IN)


def passage_for_agents(shelf: Page, marker: str) -> State:
    return passage(shelf, marker, Audience.AGENT, AGENTS)


def passage(shelf: Page, marker: str, audience: Audience, readers: set[str]) -> State:
    hidden = {"type": "audience", "value": {"audience": audience.value, "body": body(marker)}}
    return State(marker, add_page(shelf, ArticlePage, "Mixed", slug=f"mixed-{shelf.pk}", body=[hidden]), readers)


BUILDERS = [
    open_page,
    draft,
    draft_above,
    changed_back_to_draft,
    scheduled,
    expired,
    expired_above,
    for_customers,
    for_customers_above,
    for_agents,
    for_agents_above,
    login,
    login_above,
    group,
    group_above,
    password,
    password_above,
    wiki,
    wiki_of_a_group,
    alias,
    alias_of_a_page_for_agents,
    alias_of_a_page_below_a_password,
    passage_for_customers,
    passage_for_agents,
]

"""Every state of a page through every outlet of the inbox: comments are for those who may edit the page and may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client, TestCase
from django.urls import reverse

from accounts.models import User
from content.models import HelpPage
from feedback.models import Comment, PublishNotice
from tests.feedback.inbox.conftest import comment_on
from tests.privacy.leak_site import leak_site
from tests.privacy.leak_states import State

EDITING = ("editor", "editing agent", "superuser")


def shown(client: Client, name: str, *args: Any, **data: Any) -> str:
    response: Any = client.get(reverse(name, args=args), data)
    if response.status_code != 200:
        return ""
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode("utf-8", "replace")


def listing(client: Client, state: State) -> str:
    return shown(client, "feedback_comments:index", q=f"said-{state.number}-")


def counts(client: Client, state: State) -> str:
    tabs = client.get(reverse("feedback_comments:index"), {"q": f"said-{state.number}-"})
    return state.marker if tabs.status_code == 200 and any(tab["count"] for tab in tabs.context["tabs"]) else ""


def branches(client: Client, state: State) -> str:
    """The categories to filter by: a page with pages below it must not be named to those it is not for."""
    return shown(client, "feedback_comments:index")


def export(client: Client, state: State) -> str:
    return shown(client, "feedback_comments:index", export="csv", q=f"said-{state.number}-")


def detail(client: Client, state: State) -> str:
    return shown(client, "feedback_comments:comment", _comment(state).pk)


def place(client: Client, state: State) -> str:
    found = client.get(reverse("feedback_comments:place", args=[_comment(state).pk]))
    return state.marker if str(found.headers.get("Location", "")).startswith("/admin/pages/") else ""


def question(client: Client, state: State) -> str:
    return shown(client, "feedback_comments:solved", state.page.pk)


def bulk(client: Client, state: State) -> str:
    return shown(client, "wagtail_bulk_action", "feedback", "comment", "state", id=_comment(state).pk)


def first_page(client: Client, state: State) -> str:
    return shown(client, "wagtailadmin_home").partition("readers-comments")[2]


OUTLETS: dict[str, Callable[[Client, State], str]] = {
    "list": listing,
    "counts": counts,
    "categories": branches,
    "export": export,
    "detail": detail,
    "place": place,
    "question after publishing": question,
    "bulk": bulk,
    "first page": first_page,
}


def _comment(state: State) -> Comment:
    return Comment.objects.get(text__startswith=f"said-{state.number}-")


class InboxLeakTests(TestCase):
    """One site with all states, a comment on each, walked in full."""

    states: list[State]
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        site = leak_site()
        cls.states, cls.users = site.states, site.users
        cls.users["editing agent"] = User.objects.create_user("editing-agent")
        cls.users["editing agent"].groups.set(Group.objects.filter(name__in=["Agents", "Editors"]))
        cls.users["superuser"] = User.objects.create_superuser("superuser")
        for state in cls.states:
            comment_on(state.page, f"said-{state.number}-{state.marker}")
            PublishNotice.objects.get_or_create(page_id=state.page.pk, defaults={"revision": 1})

    def client_of(self, name: str) -> Client:
        client = Client()
        if name in self.users:
            client.force_login(self.users[name])
        return client

    def allowed(self, state: State) -> set[str]:
        """By the page's own columns, spelled out anew: the audience, and the groups."""
        page = HelpPage.objects.get(pk=state.page.pk)
        if page.required_groups:
            group = str(Group.objects.get(name="Agents").pk)
            return {"superuser", "editing agent"} if group in page.required_groups.split(",") else {"superuser"}
        return {"superuser", "editing agent"} if page.effective_audience == 2 else set(EDITING)

    def test_no_comment_is_shown_to_those_the_page_is_not_for(self) -> None:
        wrong = []
        for name in ("anonymous", "customer", "agent", *EDITING):
            client = self.client_of(name)
            for state in self.states:
                for outlet, look in OUTLETS.items():
                    if state.marker in look(client, state) and name not in self.allowed(state):
                        wrong.append(f"{name} sees {state.marker} in {outlet}")
        self.assertEqual(wrong, [])

    def test_some_states_are_kept_from_an_editor(self) -> None:
        """Without this, rules that allow everything would pass."""
        self.assertGreaterEqual(len([state for state in self.states if "editor" not in self.allowed(state)]), 5)

    def test_every_outlet_shows_an_open_page_to_an_editor(self) -> None:
        """Without this, an outlet that shows nothing would pass."""
        client, state = self.client_of("editor"), self.states[0]
        Comment.objects.filter(pk=_comment(state).pk).update(assignee=self.users["editor"])
        blind = [name for name, look in OUTLETS.items() if name != "categories" and state.marker not in look(client, state)]
        self.assertEqual(blind, [])

    def test_a_superuser_sees_them_all(self) -> None:
        client = self.client_of("superuser")
        missing = [state.marker for state in self.states if state.marker not in detail(client, state)]
        self.assertEqual(missing, [])

    def test_a_comment_on_a_page_that_is_gone_is_for_superusers(self) -> None:
        gone = comment_on(self.states[0].page, "on a page that is gone", target_id=987654)
        seen = [bool(shown(self.client_of(name), "feedback_comments:comment", gone.pk)) for name in EDITING]
        self.assertEqual(seen, [False, False, True])

    def test_what_a_visitor_did_not_find_is_for_those_who_answer_failed_searches(self) -> None:
        found_nothing = comment_on(None, "about nothing", voter_key="anonymous:1")
        group = self.users["editor"].groups.get()
        group.permissions.remove(*Permission.objects.filter(codename="change_failedquery"))
        without = bool(shown(self.client_of("editor"), "feedback_comments:comment", found_nothing.pk))
        group.permissions.add(*Permission.objects.filter(codename="change_failedquery"))
        seen = [bool(shown(self.client_of(name), "feedback_comments:comment", found_nothing.pk)) for name in EDITING]
        self.assertEqual((without, seen), (False, [True, True, True]))

    def test_what_somebody_with_an_account_did_not_find_is_for_agents_who_edit(self) -> None:
        found_nothing = comment_on(None, "about nothing", voter_key="user:1")
        seen = [bool(shown(self.client_of(name), "feedback_comments:comment", found_nothing.pk)) for name in EDITING]
        self.assertEqual(seen, [False, True, True])

    def test_the_first_page_shows_notices_of_open_pages(self) -> None:
        notice = PublishNotice.objects.get(page_id=self.states[0].page.pk)
        self.assertIn(
            reverse("feedback_comments:solved", args=[notice.page_id]), shown(self.client_of("editor"), "wagtailadmin_home")
        )

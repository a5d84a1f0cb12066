"""Every state of an exception through every outlet of the register: a grant tells no more of it than the page itself would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import PageViewRestriction

from accounts.models import User
from home.services import homes_ensure
from tests.wiki.grants import record
from tests.wiki.policies import add_exception, add_policy
from wiki.grants.mails import asked_mails, decided_mail
from wiki.models import Grant, PolicyExceptionPage

READERS = ("anonymous", "customer", "editor", "agent", "requester", "lead", "manager", "superuser")
AGENTS = {"agent", "requester", "lead", "manager", "superuser"}
ABOVE = {"manager", "superuser"}


def _closed(exception: PolicyExceptionPage) -> None:
    space = exception.get_parent().get_parent().specific
    space.readers = [Group.objects.get(name="Managers")]
    space.save()


def _restricted(exception: PolicyExceptionPage) -> None:
    restriction = PageViewRestriction.objects.create(page=exception.get_parent(), restriction_type="groups")
    restriction.groups.set(Group.objects.filter(name="Managers"))


def _unpublished(exception: PolicyExceptionPage) -> None:
    PolicyExceptionPage.objects.get(pk=exception.pk).unpublish()


def _deleted(exception: PolicyExceptionPage) -> None:
    PolicyExceptionPage.objects.get(pk=exception.pk).delete()


STATES: dict[str, tuple[tuple[Callable[[PolicyExceptionPage], None], ...], set[str]]] = {
    "open": ((), AGENTS),
    "closed": ((_closed,), ABOVE),
    "restricted": ((_restricted,), ABOVE),
    "unpublished": ((_unpublished,), ABOVE | {"requester"}),
    "deleted": ((_deleted,), ABOVE | {"requester"}),
    "closedunpublished": ((_closed, _unpublished), ABOVE),
    "closeddeleted": ((_closed, _deleted), ABOVE),
    "restrictedunpublished": ((_restricted, _unpublished), ABOVE),
}

TAKEN_BACK = {"unpublished", "deleted"}
"""Here leads see the request as well, as long as it waits: somebody has to refuse it."""


def shown(client: Client, name: str, *args: Any, **asked: Any) -> str:
    response: Any = client.get(reverse(name, args=args), asked)
    if response.status_code != 200:
        return ""
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


OUTLETS: dict[str, Callable[[Client, Grant, Grant], str]] = {
    "queue": lambda client, waiting, granted: shown(client, "wiki:grants", show="waiting"),
    "own": lambda client, waiting, granted: shown(client, "wiki:grants", show="own"),
    "request": lambda client, waiting, granted: shown(client, "wiki:grant", waiting.pk),
    "grant": lambda client, waiting, granted: shown(client, "wiki:grant", granted.pk),
    "form": lambda client, waiting, granted: shown(client, "wiki:grant_new", granted.exception_id),
    "report": lambda client, waiting, granted: shown(client, "wiki:grants_report"),
    "export": lambda client, waiting, granted: shown(client, "wiki:grants_export"),
    "report in the admin": lambda client, waiting, granted: shown(client, "wiki_grants_report"),
    "personal data": lambda client, waiting, granted: shown(client, "accounts:personal_data_download"),
}


class GrantLeakTests(TestCase):
    """One site with an exception in each state, a grant and a request by each."""

    grants: dict[str, tuple[Grant, Grant]]
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        home = homes_ensure()["en"]
        groups = {"editor": ["Editors"], "lead": ["Leads"], "manager": ["Managers"]}
        cls.users = {}
        for name in READERS[1:]:
            user = User.objects.create_user(name, f"{name}@example.org", is_superuser=name == "superuser")
            user.groups.set(Group.objects.filter(name__in=groups.get(name, ["Agents"] if name in AGENTS else [])))
            cls.users[name] = user
        access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        for name in ("agent", "lead", "manager"):
            cls.users[name].user_permissions.add(access)
        cls.grants = {}
        for state, (changes, _readers) in STATES.items():
            exception = add_exception(add_policy(home, state), f"marked{state}")
            again = add_exception(exception.get_parent(), f"marked{state}", approval="lead")
            pages = (exception, again)
            cls.grants[state] = tuple(record(each, cls.users["requester"], reference=state) for each in reversed(pages))  # type: ignore[assignment]
            for change in changes:
                for each in pages if change in (_unpublished, _deleted) else pages[:1]:
                    change(each)

    def client_of(self, name: str) -> Client:
        client = Client()
        if name in self.users:
            client.force_login(self.users[name])
        return client

    def seen(self, name: str) -> list[tuple[str, str]]:
        client = self.client_of(name)
        return [
            (state, outlet)
            for state, (waiting, granted) in self.grants.items()
            for outlet, look in OUTLETS.items()
            if f"marked{state}<" in (html := look(client, waiting, granted).replace('"', "<").replace(",", "<"))
            or f"marked{state} " in html
            or f"marked{state}\n" in html
        ]

    def test_no_outlet_shows_what_is_not_for_somebody(self) -> None:
        wrong = [
            f"{name} sees {state} in {outlet}"
            for name in READERS
            for state, outlet in self.seen(name)
            if name not in STATES[state][1] and not (name == "lead" and state in TAKEN_BACK and outlet in ("queue", "request"))
        ]
        self.assertEqual(wrong, [])

    def test_every_outlet_shows_an_open_one_to_those_it_is_for(self) -> None:
        """Without this, outlets that show nothing would pass."""
        outlets = {outlet for name in READERS for state, outlet in self.seen(name) if state == "open"}
        self.assertEqual(set(OUTLETS) - outlets, set())

    def test_a_manager_still_finds_what_is_gone(self) -> None:
        self.assertIn(("deleted", "report"), self.seen("manager"))

    def test_no_mail_goes_to_whom_it_is_not_for(self) -> None:
        from django.core import mail

        for state, (waiting, granted) in self.grants.items():
            mail.outbox.clear()
            asked_mails(str(waiting.pk))
            decided_mail(str(granted.pk))
            told = {each.to[0].partition("@")[0] for each in mail.outbox}
            self.assertLessEqual(told, STATES[state][1] | ({"lead"} if state in TAKEN_BACK else set()), state)

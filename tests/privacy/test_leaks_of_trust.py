"""All states of a page through what agents have to read, through what changed, and through mails about either."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import Person
from tests.privacy.leak_outlets import text
from tests.privacy.leak_site import leak_site
from tests.privacy.leak_states import AGENTS, READERS, State
from wiki.changed.seen import seen_export
from wiki.models import LastSeen, Reading, ReadingRequest
from wiki.must_read.mails import mails_send
from wiki.must_read.personal import readings_export

LISTS = ("/en/agents/", "/en/agents/must-read/", "/en/agents/changed/")


class LeaksOfTrustTests(TestCase):
    """Everybody is asked to read every page, has seen an earlier version of each, and asked the others: nothing gets out."""

    states: list[State]
    users: dict[str, User]
    requests: dict[int, ReadingRequest]

    @classmethod
    def setUpTestData(cls) -> None:
        site = leak_site()
        cls.states, cls.users = site.states, site.users
        cls.requests = {}
        for state in cls.states:
            request = ReadingRequest.objects.create(page_id=state.page.pk, note="", asked_by=cls.users["agent"])
            request.groups.set(Group.objects.all())
            cls.requests[state.number] = request
            LastSeen.objects.bulk_create(LastSeen(user=user, page_id=state.page.pk) for user in cls.users.values())

    def client_of(self, reader: str) -> Client:
        client = Client()
        if reader in self.users:
            client.force_login(self.users[reader])
        return client

    def wrong(self, reader: str, shown: str, where: str) -> list[str]:
        """What is shown to somebody it is not for; agents alone see lists of the wiki."""
        return [
            f"{reader} sees {state.marker} in {where}"
            for state in self.states
            if state.marker in shown and reader not in state.shown_to & AGENTS
        ]

    def test_no_list_names_a_page_to_those_it_is_not_for(self) -> None:
        found = []
        for reader in READERS:
            client = self.client_of(reader)
            for address in LISTS:
                found += self.wrong(reader, text(client.get(address)), address)
        self.assertEqual(found, [])

    def test_agents_see_there_what_is_for_them(self) -> None:
        """Without this, lists that show nothing at all would pass."""
        client, wiki = self.client_of("agent"), next(each for each in self.states if each.shown_to == AGENTS)
        for address in LISTS[1:2]:
            self.assertIn(wiki.marker, text(client.get(address)))

    def test_no_report_or_file_does_so_by_its_address(self) -> None:
        found = []
        for reader in READERS:
            client = self.client_of(reader)
            for state in self.states:
                number = self.requests[state.number].pk
                for address in (f"/en/agents/must-read/{number}/", f"/en/agents/must-read/{number}/export/"):
                    shown = text(client.get(address))
                    if state.marker in shown and reader not in state.shown_to & AGENTS:
                        found.append(f"{reader} sees {state.marker} in {address}")
        self.assertEqual(found, [])

    def test_mails_name_a_page_to_those_alone_who_may_read_it(self) -> None:
        for name, user in self.users.items():
            User.objects.filter(pk=user.pk).update(email=f"{name}@example.org")
        mails_send()
        found = []
        for message in mail.outbox:
            reader = message.to[0].partition("@")[0]
            found += self.wrong(reader, f"{message.subject} {message.body}", "a mail")
        self.assertEqual(found, [])
        self.assertTrue(mail.outbox)

    def test_ones_own_data_names_no_page_that_was_closed_since(self) -> None:
        found = []
        for reader, user in self.users.items():
            for request in self.requests.values():
                Reading.objects.create(request=request, user=user, confirmed_at=timezone.now())
            own = f"{readings_export(Person(user))} {seen_export(Person(user))}"
            found += [each.marker for each in self.states if each.marker in own and reader not in each.shown_to]
        self.assertEqual(found, [])

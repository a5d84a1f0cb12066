"""The report of grants: by policy, role, month and currency; as a file; and what of it can be forgotten."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.personal_data import Person
from tests.conftest import _user
from tests.wiki.grants import decide, record
from tests.wiki.policies import add_exception, add_policy
from wiki.deciding.values import Money
from wiki.grants.personal import given_erase, given_export, own_erase, own_export
from wiki.grants.report import Filters, exported, granted_for, rows_by
from wiki.grants.retention import references_expire
from wiki.grants.verifying import register_problems
from wiki.models import Grant, GrantEntry, GrantNote, GrantReference

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def late(home):
    return add_exception(add_policy(home), "Late", number="E-7")


@pytest.fixture
def three(late, agent, lead):
    """Two of an agent's in euros, in January and February, and one of a lead's in rupiah."""
    found = [record(late, agent, 20), record(late, agent, 30), record(late, lead, Money(Decimal(90000), "IDR"))]
    for month, grant in enumerate(found, start=1):
        Grant.objects.filter(pk=grant.pk).update(decided=datetime(2026, min(month, 2), 10, tzinfo=UTC))
    return found


def amounts(user, by, **filters) -> list[tuple[str, int, list[str]]]:
    rows = rows_by(granted_for(user, Filters(**filters)), by)
    return [(str(row.label), row.count, [each.replace("\N{NO-BREAK SPACE}", " ") for each in row.amounts]) for row in rows]


def test_by_policy_no_currency_is_added_to_another(three, lead):
    assert amounts(lead, "policy") == [("Returns", 3, ["50 EUR", "90000 IDR"])]


def test_by_role(three, lead):
    assert amounts(lead, "role") == [("Agent", 2, ["50 EUR"]), ("Lead", 1, ["90000 IDR"])]


def test_by_month_the_last_one_first(three, lead):
    assert [(label[:7], count) for label, count, _amounts in amounts(lead, "month")] == [("2026-02", 2), ("2026-01", 1)]


def test_narrowed_to_months(three, lead):
    assert amounts(lead, "exception", since="2026-02", until="2026-02") == [("E-7 · Late", 2, ["30 EUR", "90000 IDR"])]


def test_requests_and_what_was_taken_back_are_not_in_it(home, agent, lead):
    record(add_exception(add_policy(home), "Ask", approval="lead"), agent)
    assert amounts(lead, "policy") == []


@pytest.mark.parametrize(
    "asked", [{"since": "x"}, {"since": "0000-01"}, {"until": "9999-12"}, {"policy": "1' OR 1"}, {"policy": "٣"}]
)
def test_filters_that_make_no_sense_are_left_out(client, three, lead, asked):
    client.force_login(lead)
    response = client.get(reverse("wiki:grants_report"), asked)
    assert (response.status_code, response.context["total"]) == (200, 3)


def test_the_file_has_a_line_for_each(three, lead):
    rows = list(csv.reader(io.StringIO("".join(exported(granted_for(lead, Filters()))).lstrip("\ufeff"))))
    assert rows[1] == ["2026-01-10", "Returns", "E-7 · Late", "Agent", "20", "EUR", "no", "NR-1"]


@pytest.mark.parametrize("reference", ["=1+1", "+1", "-1", "@SUM(A1)", " =1"])
def test_no_spreadsheet_runs_what_somebody_typed(late, agent, lead, reference):
    record(late, agent, reference=reference)
    rows = list(csv.reader(io.StringIO("".join(exported(granted_for(lead, Filters()))))))
    assert rows[1][-1] == f"'{reference.strip()}"


def test_leads_download_it(client, three, lead):
    client.force_login(lead)
    response = client.get(reverse("wiki:grants_export"), {"role": "lead"})
    assert b"".join(response.streaming_content).decode().count("\r\n") == 2


def test_it_stands_below_the_reports_of_the_admin(client, three, superuser):
    client.force_login(superuser)
    assert "90000" in client.get(reverse("wiki_grants_report")).content.decode()


def test_editors_who_are_no_leads_do_not_have_it(client, three):
    client.force_login(_user("other", "Editors", "Agents"))
    assert client.get(reverse("wiki_grants_report")).status_code in (302, 403)


class TestForgetting:
    def test_references_go_after_their_time(self, late, agent):
        record(late, agent)
        GrantReference.objects.update(last_used=timezone.now() - timedelta(days=731))
        assert (references_expire(), GrantReference.objects.get().reference) == (1, "")

    def test_what_was_typed_about_them_goes_with_them(self, late, agent):
        record(late, agent)
        GrantReference.objects.update(last_used=timezone.now() - timedelta(days=731))
        references_expire()
        assert GrantNote.objects.get().text == ""

    def test_not_before(self, late, agent):
        record(late, agent)
        GrantReference.objects.update(last_used=timezone.now() - timedelta(days=729))
        assert references_expire() == 0

    def test_not_while_a_request_waits(self, home, agent):
        record(add_exception(add_policy(home), "Ask", approval="lead"), agent)
        GrantReference.objects.update(last_used=timezone.now() - timedelta(days=731))
        assert references_expire() == 0

    def test_the_command_forgets_one_however_it_is_written(self, late, agent):
        record(late, agent, reference="NR-20418")
        call_command("grants_forget", "nr-20418", stdout=StringIO())
        assert GrantReference.objects.get().reference == ""

    def test_the_command_tells_of_one_it_does_not_know(self, db):
        with pytest.raises(CommandError):
            call_command("grants_forget", "NR-9")

    def test_the_register_is_as_it_was_written_afterwards(self, late, agent):
        record(late, agent, reference="NR-20418")
        call_command("grants_forget", "NR-20418", stdout=StringIO())
        assert list(register_problems()) == []

    def test_an_agent_gets_what_they_recorded(self, late, agent):
        record(late, agent, reason="A day late")
        (row,) = own_export(Person(agent, agent.email))
        assert (row["kind"], row["exception"], row["note"]) == ("granted", "E-7 · Late", "A day late")

    def test_an_agent_who_is_erased_leaves_entries_of_nobody(self, late, agent):
        record(late, agent)
        own_erase(Person(agent, agent.email))
        assert (own_export(Person(agent, agent.email)), GrantEntry.objects.count()) == ([], 1)

    def test_what_they_asked_for_is_taken_back_or_they_could_approve_it_themselves(self, home):
        somebody = _user("somebody", "Leads")
        grant = record(add_exception(add_policy(home), "Ask", approval="lead"), somebody)
        own_erase(Person(somebody, somebody.email))
        assert Grant.objects.get(pk=grant.pk).state == "withdrawn"

    def test_and_the_register_holds(self, home, agent, lead):
        decide(record(add_exception(add_policy(home), "Ask", approval="lead"), agent), lead)
        own_erase(Person(agent, agent.email))
        own_erase(Person(lead, lead.email))
        assert list(register_problems()) == []

    def test_a_customer_gets_what_was_granted_to_their_address_and_no_rule(self, late, agent, customer):
        record(late, agent, reference=customer.email.upper())
        (row,) = given_export(Person(customer, customer.email))
        assert sorted(row) == ["amount", "at", "currency"]

    def test_a_customer_is_forgotten(self, late, agent, customer):
        record(late, agent, reference=customer.email)
        assert (given_erase(Person(customer, customer.email)), given_export(Person(customer, customer.email))) == (1, [])

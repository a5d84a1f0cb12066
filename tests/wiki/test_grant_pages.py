"""The screens of the register: from the helper to the queue, and to a decision."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from tests.conftest import _user
from tests.wiki.grants import decide, fresh, record
from tests.wiki.policies import add_exception, add_policy
from wiki.models import Grant, GrantEntry, GrantNote, PolicyExceptionPage

pytestmark = pytest.mark.django_db

LIMIT = {"limit_amount": Decimal(150), "limit_currency": "EUR"}

NO_GRANT = "14a2ae2d-d960-4337-86a1-9f4efb6ce811"


@pytest.fixture
def policy(home):
    return add_policy(home)


@pytest.fixture
def late(policy):
    return add_exception(policy, "Late", "days at_most 40", number="E-7", **LIMIT)


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def send(client, agent, late):
    """Send the form as somebody; what is not said is well filled in."""

    def sent(user=agent, **posted):
        client.force_login(user)
        values = {
            "reference": "NR-20418",
            "granted": "80",
            "granted_currency": "EUR",
            "why": "Late by a day",
            "days": "34",
            "token": str(uuid4()),
            "seal": fresh(late).seal,
        }
        return client.post(reverse("wiki:grant_new", args=[late.pk]), {**values, **posted})

    return sent


def page(client, user, name="wiki:grants", *args, **asked) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args), asked).content.decode()


def test_the_helper_leads_to_the_form_with_its_facts(client, agent, policy, late):
    client.force_login(agent)
    html = client.get(policy.link, {"days": "34", "amount": "80", "currency": "EUR"}).content.decode()
    assert f'href="{reverse("wiki:grant_new", args=[late.pk])}?days=34&amp;amount=80&amp;currency=EUR"' in html


def test_so_does_the_page_of_an_exception(client, agent, late):
    client.force_login(agent)
    assert reverse("wiki:grant_new", args=[late.pk]) in client.get(late.link).content.decode()


def test_an_exception_out_of_use_leads_nowhere(client, agent, policy):
    idle = add_exception(policy, "Idle", approved_on=None)
    client.force_login(agent)
    assert reverse("wiki:grant_new", args=[idle.pk]) not in client.get(idle.link).content.decode()


def test_the_form_is_filled_in_by_the_helper(client, agent, late):
    html = page(client, agent, "wiki:grant_new", late.pk, days="34", amount="80", currency="EUR")
    assert 'value="34"' in html
    assert 'name="granted" value="80"' in html


def test_what_needs_approval_is_said_before_anything_is_typed(client, agent, late):
    assert "The amount is over the limit of 150" in page(client, agent, "wiki:grant_new", late.pk, amount="200", currency="EUR")


def test_what_is_sent_is_recorded_with_its_facts(send):
    response = send()
    grant = Grant.objects.get()
    assert response.headers["Location"] == reverse("wiki:grant", args=[grant.pk])
    assert (grant.state, grant.amount, grant.facts) == ("granted", Decimal(80), {"days": "34"})


def test_over_the_limit_it_becomes_a_request(send, client, lead):
    send(granted="200")
    assert "NR-20418" in page(client, lead)


def test_a_double_click_records_once(send):
    token = str(uuid4())
    first, second = send(token=token), send(token=token)
    assert first.headers["Location"] == second.headers["Location"]
    assert GrantEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"granted": "-5"}, "not negative"),
        ({"granted": "80", "granted_currency": ""}, "In which currency"),
        ({"granted_currency": "XXX"}, "no code of a currency"),
        ({"granted": "", "granted_currency": ""}, "write the amount"),
        ({"granted": "99999999999999"}, "not negative"),
        ({"granted": "1e5"}, "not negative"),
        ({"granted": "NaN"}, "not negative"),
        ({"granted": "1.2345"}, "not negative"),
        ({"reference": ""}, "required"),
        ({"reference": "\u200b\u202e"}, "nothing of this can be seen"),
        ({"reference": "NR\0-1"}, "Null characters"),
        ({"reference": "x" * 121}, "at most 120"),
        ({"why": ""}, "required"),
        ({"why": "x" * 10_000}, "at most 2000"),
        ({"days": "soon"}, "whole number"),
        ({"token": ""}, "Open the form again"),
        ({"token": "x"}, "Open the form again"),
        ({"seal": "0" * 64}, "was changed meanwhile"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_recorded(send, posted, sentence):
    response = send(**posted)
    assert response.status_code in (200, 422)
    assert sentence in response.content.decode()
    assert not GrantEntry.objects.exists()


def test_what_was_typed_stays_in_the_form(send):
    assert "Late by a day" in send(granted="-5").content.decode()


def test_what_was_typed_is_never_markup(send, client, agent):
    send(why="<script>x</script>", reference="<b>1")
    html = page(client, agent, "wiki:grant", Grant.objects.get().pk)
    assert "<script>x" not in html
    assert "<b>1" not in html


def test_marks_that_turn_a_text_are_taken_out(send):
    send(why="up to \u202e05\u202c EUR", reference="NR\u2066-1\u2069")
    assert GrantNote.objects.get().text == "up to 05 EUR"
    assert Grant.objects.get().customer.reference == "NR-1"


def test_amounts_in_the_digits_of_other_scripts_are_read(send):
    send(granted="٨٠٫٥")
    assert Grant.objects.get().amount == Decimal("80.5")


def test_an_exception_that_expired_while_the_form_was_open(send, late):
    seal = late.seal
    PolicyExceptionPage.objects.filter(pk=late.pk).update(valid_to="2020-01-01")
    assert "not valid any more" in send(seal=seal).content.decode()
    assert not Grant.objects.exists()


def test_a_deleted_exception_is_not_there(send, client, agent, late):
    pk = late.pk
    late.delete()
    client.force_login(agent)
    assert client.get(reverse("wiki:grant_new", args=[pk])).status_code == 404


def test_the_form_needs_its_token(agent, late):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(agent)
    assert strict.post(reverse("wiki:grant_new", args=[late.pk]), {}).status_code == 403


class TestDeciding:
    @pytest.fixture
    def waiting(self, late, agent) -> Grant:
        return record(late, agent, 200, facts={"days": "3"})

    def post(self, client, user, grant, **posted):
        client.force_login(user)
        url = reverse("wiki:grant", args=[grant.pk])
        found = client.get(url)
        seen = found.context["review"].seen if found.status_code == 200 and found.context["review"] else ""
        return client.post(url, {"token": str(uuid4()), "seen": seen, **posted})

    def test_a_lead_approves_on_its_page(self, client, lead, waiting):
        self.post(client, lead, waiting, action="approve")
        assert fresh(waiting).state == "granted"

    def test_a_refusal_needs_a_note(self, client, lead, waiting):
        assert "Say why" in self.post(client, lead, waiting, action="refuse").content.decode()
        assert fresh(waiting).state == "waiting"

    def test_the_note_is_read_by_whoever_asked(self, client, lead, agent, waiting):
        self.post(client, lead, waiting, action="refuse", note="Over the year")
        assert "Over the year" in page(client, agent, "wiki:grant", waiting.pk)

    def test_an_agent_cannot_approve(self, client, waiting):
        assert self.post(client, _user("other", "Agents"), waiting, action="approve").status_code == 404
        assert fresh(waiting).state == "waiting"

    def test_whoever_asked_cannot_approve(self, client, agent, waiting):
        self.post(client, agent, waiting, action="approve")
        assert fresh(waiting).state == "waiting"

    def test_whoever_asked_takes_it_back(self, client, agent, waiting):
        self.post(client, agent, waiting, action="withdraw")
        assert fresh(waiting).state == "withdrawn"

    def test_an_approver_who_left_is_named_no_more(self, client, agent, lead, waiting):
        decide(waiting, lead)
        lead.delete()
        assert "Somebody who is no longer here" in page(client, agent, "wiki:grant", waiting.pk)

    def test_a_request_of_somebody_who_left_can_be_decided(self, client, agent, lead, waiting):
        agent.delete()
        self.post(client, lead, waiting, action="approve")
        assert fresh(waiting).state == "granted"

    def test_a_grant_is_corrected_by_a_new_entry(self, client, agent, late):
        grant = record(late, agent, 80, facts={"days": "3"})
        self.post(client, agent, grant, action="correct", granted="60", granted_currency="EUR", note="Wrong")
        assert (fresh(grant).amount, GrantEntry.objects.count()) == (Decimal(60), 2)

    def test_a_grant_is_taken_back(self, client, agent, late):
        grant = record(late, agent, 80, facts={"days": "3"})
        self.post(client, agent, grant, action="revoke", note="Not sent")
        assert fresh(grant).state == "revoked"

    def test_an_action_that_there_is_not(self, client, lead, waiting):
        assert self.post(client, lead, waiting, action="delete", note="x").status_code == 404


class TestBeingTold:
    def test_approvers_get_a_mail_without_the_customer(self, send, lead, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            send(granted="200")
        (sent,) = mail.outbox
        assert (sent.to, "NR-20418" in sent.body) == ([lead.email], False)

    def test_nobody_is_mailed_of_what_is_granted_at_once(self, send, lead, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            send()
        assert mail.outbox == []

    def test_a_lead_who_may_not_read_the_space_gets_none(self, send, lead, policy, agent, django_capture_on_commit_callbacks):
        from django.contrib.auth.models import Group

        space = policy.get_parent().specific
        space.readers = [Group.objects.get(name="Agents")]
        space.save()
        with django_capture_on_commit_callbacks(execute=True):
            send(granted="200")
        assert mail.outbox == []

    def test_whoever_asked_is_told(self, late, agent, lead, django_capture_on_commit_callbacks):
        grant = record(late, agent, 200)
        with django_capture_on_commit_callbacks(execute=True):
            decide(grant, lead)
        (sent,) = mail.outbox
        assert (sent.to, sent.subject.startswith("Your request was approved")) == ([agent.email], True)

    def test_what_waits_is_counted_in_the_menu(self, client, late, agent, lead):
        record(late, agent, 200)
        html = page(client, lead, "wiki:home")
        assert '<span class="badge badge--warn">1</span>' in html

    def test_what_was_decided_is_counted_until_it_was_read(self, client, late, agent, lead):
        from wiki.grants.selectors import queue_count

        grant = decide(record(late, agent, 200), lead)
        before = queue_count(agent)
        page(client, agent, "wiki:grant", grant.pk)
        assert (before, queue_count(agent)) == (1, 0)


class TestWhoSeesThem:
    ADDRESSES = ("wiki:grants", "wiki:grants_report", "wiki:grants_export")

    @pytest.mark.parametrize("name", ADDRESSES)
    def test_customers_find_nothing(self, client, customer, name):
        client.force_login(customer)
        assert client.get(reverse(name)).status_code == 404

    @pytest.mark.parametrize("name", ADDRESSES)
    def test_the_signed_out_are_sent_to_sign_in(self, client, name):
        assert "/account/" in client.get(reverse(name)).headers["Location"]

    @pytest.mark.parametrize("tail", ["new/{pk}/", "new/987654/", "{grant}/", f"{NO_GRANT}/", "anything/", "report/x"])
    def test_alike_whether_there_is_something_or_not(self, client, customer, late, agent, tail):
        grant = record(late, agent, 200)
        url = reverse("wiki:grants") + tail.format(pk=late.pk, grant=grant.pk)
        signed_out = client.get(url)
        client.force_login(customer)
        assert (signed_out.status_code, client.get(url).status_code, client.post(url).status_code) == (302, 404, 404)

    def test_an_agent_does_not_read_what_another_recorded(self, client, late, agent):
        grant = record(late, agent)
        client.force_login(_user("other", "Agents"))
        assert client.get(reverse("wiki:grant", args=[grant.pk])).status_code == 404

    def test_an_agent_has_no_report(self, client, agent):
        client.force_login(agent)
        assert client.get(reverse("wiki:grants_report")).status_code == 404

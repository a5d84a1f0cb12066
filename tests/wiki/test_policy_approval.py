"""Policies are approved as exceptions are: by somebody else, for what they say then, within their space."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageLogEntry

from search.models import OutboxEntry
from search.pages import load_pages
from tests.conftest import _user
from tests.wiki.policies import add_exception, add_policy
from wiki.approving.rights import withdrawal_refusal
from wiki.models import PolicyExceptionPage, SpacePage

pytestmark = pytest.mark.django_db

UNAPPROVED: dict[str, Any] = {"approved_by": "", "approved_on": None}
DETAILS = [{"type": "rich_text", "value": "<p>Only unused goods.</p>", "id": "a"}]


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def policy(home):
    return add_policy(home, body=DETAILS, **UNAPPROVED)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def approve(client, user, page, **posted):
    client.force_login(user)
    return client.post(page.link, {"action": "approve", "seal": fresh(page).seal, **posted})


def edited(page, user=None, **fields):
    draft = fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user).publish()
    return fresh(page)


def shown(client, user, page):
    client.force_login(user)
    return client.get(page.link).content.decode()


def test_a_policy_that_nobody_approved_says_so_at_the_top(client, agent, policy):
    html = shown(client, agent, policy)
    assert html.index("This policy is not approved.") < html.index("Thirty days.")


def test_a_lead_approves_it_on_its_page(client, lead, agent, policy):
    approve(client, lead, policy)
    assert fresh(policy).approved_user == lead
    assert "This policy is not approved." not in shown(client, agent, policy)


@pytest.mark.parametrize("group", ["Agents", "Editors"])
def test_others_cannot(client, policy, group):
    approve(client, _user("other", group), policy)
    assert not fresh(policy).is_approved


def test_a_customer_who_sends_an_approval_finds_nothing(client, customer, policy):
    assert approve(client, customer, policy).status_code == 404


def test_whoever_wrote_it_does_not_approve_it(client, lead, policy):
    edited(policy, user=lead, rule="Forty days.")
    approve(client, lead, policy)
    assert not fresh(policy).is_approved


@pytest.mark.parametrize("kind", ["policy", "exception"])
def test_an_author_is_not_hidden_by_who_saved_it_after_them(client, lead, policy, kind):
    if kind == "policy":
        page = edited(policy, user=lead, rule="Forty days.")
    else:
        page = edited(add_exception(policy, "Late", **UNAPPROVED), user=lead, grants="Cash")
    edited(page, user=_user("second", "Leads"), title="Same")
    approve(client, lead, page)
    assert not fresh(page).is_approved


def test_who_wrote_what_was_approved_before_may_approve_the_next_change(client, lead, policy):
    second = _user("second", "Leads")
    edited(policy, user=lead, rule="Forty days.")
    approve(client, second, policy)
    edited(policy, user=second, rule="Fifty days.")
    approve(client, lead, policy)
    assert fresh(policy).is_approved


@pytest.mark.parametrize(
    "fields",
    [
        {"rule": "Ten days."},
        {"valid_to": date(2999, 1, 1)},
        {"body": [{"type": "rich_text", "value": "<p>All goods.</p>", "id": "a"}]},
        {"year_times": 2},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_an_approval_ends_when_what_was_approved_is_changed(client, lead, policy, fields):
    approve(client, lead, policy)
    assert not edited(policy, **fields).is_approved


@pytest.mark.parametrize("fields", [{"title": "Sending back"}, {"summary": "Short"}, {"policy_owner": "Care"}], ids=str)
def test_it_holds_when_nothing_of_that_is_changed(client, lead, policy, fields):
    approve(client, lead, policy)
    assert edited(policy, **fields).is_approved


def test_what_was_changed_since_it_was_read_is_not_approved(client, lead, policy):
    approve(client, lead, policy, seal="0" * 64)
    assert not fresh(policy).is_approved


def test_an_older_version_does_not_bring_an_approval_back(client, lead, policy):
    approve(client, lead, policy)
    version = fresh(policy).save_revision().pk
    client.post(policy.link, {"action": "withdraw"})
    fresh(policy).revisions.get(pk=version).publish()
    assert not fresh(policy).is_approved


def test_a_copy_is_not_approved(home):
    copied = add_policy(home).copy(update_attrs={"slug": "copied"})
    assert not fresh(copied).is_approved


def test_it_holds_when_the_approver_has_left(client, lead, policy):
    approve(client, lead, policy)
    lead.delete()
    assert (fresh(policy).is_approved, fresh(policy).approver_name) == (True, "Lead")


def test_it_is_in_the_history(client, lead, policy):
    approve(client, lead, policy)
    assert PageLogEntry.objects.filter(page_id=policy.pk, action="wiki.approve", user=lead).exists()


def test_while_it_is_not_approved_it_sinks_in_search(policy):
    assert [document.is_stale for document in load_pages([policy.pk])] == [True]


@pytest.mark.parametrize("kind", ["policy", "exception"])
def test_search_is_told_of_an_approval(client, lead, policy, kind):
    page = policy if kind == "policy" else add_exception(policy, "Late", **UNAPPROVED)
    OutboxEntry.objects.all().delete()
    approve(client, lead, page)
    assert OutboxEntry.objects.filter(key=f"page:{page.pk}").exists()


def narrow(page, group):
    space = SpacePage.objects.ancestor_of(page).get()
    space.approvers.set([group])
    space.save()


@pytest.mark.parametrize("kind", ["policy", "exception"])
def test_where_the_space_names_approvers_other_leads_neither_approve_nor_withdraw(client, lead, policy, kind):
    page = policy if kind == "policy" else add_exception(policy, "Late", **UNAPPROVED)
    narrow(policy, Group.objects.create(name="Board"))
    assert withdrawal_refusal(user=lead, page=fresh(page)) == "Only the groups that approve in this space may do it."
    approve(client, lead, page)
    assert not fresh(page).is_approved


def test_those_it_names_approve_without_being_leads(client, policy):
    board = Group.objects.create(name="Board")
    narrow(policy, board)
    member = _user("member", "Agents")
    member.groups.add(board)
    approve(client, member, policy)
    assert fresh(policy).is_approved


def test_but_not_what_managers_grant(client, policy):
    board = Group.objects.create(name="Board")
    exception = add_exception(policy, "Big", approver="manager", **UNAPPROVED)
    narrow(policy, board)
    member = _user("member", "Agents")
    member.groups.add(board)
    approve(client, member, exception)
    assert PolicyExceptionPage.objects.get(pk=exception.pk).status == "unapproved"


def test_the_form_of_the_admin_says_so_and_has_no_field_for_it(client, superuser, policy):
    from django.urls import reverse

    client.force_login(superuser)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[policy.pk])).content.decode()
    assert "Nobody has approved this policy." in html and 'name="approved' not in html

"""An exception is approved by an action, for what it says then; nothing else makes it valid."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import _user
from tests.wiki.policies import add_exception, add_policy, criteria
from wiki.models import PolicyExceptionPage

pytestmark = pytest.mark.django_db

UNAPPROVED = {"approved_by": "", "approved_on": None}


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def policy(home):
    return add_policy(home)


@pytest.fixture
def waiting(policy):
    return add_exception(policy, "Late", "days at_most 40", **UNAPPROVED)


def fresh(exception) -> PolicyExceptionPage:
    return PolicyExceptionPage.objects.get(pk=exception.pk)


def approve(client, user, exception, **posted):
    client.force_login(user)
    return client.post(exception.link, {"action": "approve", "seal": fresh(exception).seal, **posted})


def edited(exception, **fields) -> PolicyExceptionPage:
    """The exception after an editor changed fields and published."""
    draft = fresh(exception).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(exception)


def test_a_lead_approves_on_the_page_of_the_exception(client, lead, waiting):
    approve(client, lead, waiting)
    found = fresh(waiting)
    assert (found.status, found.approved_user, found.approved_by) == ("valid", lead, "lead")


@pytest.mark.parametrize("group", ["Agents", "Editors"])
def test_others_cannot_approve(client, waiting, group):
    approve(client, _user("other", group), waiting)
    assert fresh(waiting).status == "unapproved"


def test_what_managers_grant_a_lead_does_not_approve(client, lead, policy):
    exception = add_exception(policy, "Big", approver="manager", **UNAPPROVED)
    approve(client, lead, exception)
    assert fresh(exception).status == "unapproved"


def test_what_managers_grant_a_manager_approves(client, policy):
    exception = add_exception(policy, "Big", approver="manager", **UNAPPROVED)
    approve(client, _user("head", "Managers"), exception)
    assert fresh(exception).status == "valid"


def test_whoever_wrote_it_does_not_approve_it(client, lead, waiting):
    waiting.save_revision(user=lead).publish()
    approve(client, lead, waiting)
    assert fresh(waiting).status == "unapproved"


def test_what_was_changed_since_it_was_read_is_not_approved(client, lead, waiting):
    response = approve(client, lead, waiting, seal="0" * 64)
    assert (response.status_code, fresh(waiting).status) == (302, "unapproved")


def test_while_changes_wait_nothing_is_approved(client, lead, waiting):
    waiting.grants = "Everything"
    waiting.save_revision()
    approve(client, lead, waiting)
    assert fresh(waiting).status == "unapproved"


def test_a_customer_who_sends_an_approval_finds_nothing(client, customer, waiting):
    assert approve(client, customer, waiting).status_code == 404


def test_an_approval_can_be_taken_back(client, lead, waiting):
    approve(client, lead, waiting)
    client.post(waiting.link, {"action": "withdraw"})
    assert fresh(waiting).status == "unapproved"


def test_an_approval_needs_the_token_of_the_page(lead, waiting):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lead)
    assert strict.post(waiting.link, {"action": "approve", "seal": waiting.seal}).status_code == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"grants": "Cash"},
        {"condition": "Always"},
        {"outcome": "never"},
        {"limit_amount": 900, "limit_currency": "EUR"},
        {"limit": "no limit"},
        {"approval": "lead"},
        {"valid_to": date(2999, 1, 1)},
        {"criteria": criteria("days at_most 400")},
        {"criteria": []},
        {"title": "Always"},
        {"number": "E-9"},
    ],
    ids=lambda fields: ", ".join(fields),
)
def test_an_approval_ends_when_what_was_approved_is_changed(client, lead, waiting, fields):
    approve(client, lead, waiting)
    assert edited(waiting, **fields).status == "unapproved"


def test_an_imported_approval_ends_with_a_change_too(policy):
    assert edited(add_exception(policy, "Late"), grants="Cash").status == "unapproved"


@pytest.mark.parametrize("fields", [{"wording": "Hello"}, {"evidence": "A photo"}], ids=str)
def test_it_holds_when_nothing_of_that_is_changed(client, lead, waiting, fields):
    approve(client, lead, waiting)
    assert edited(waiting, **fields).status == "valid"


def test_an_older_version_does_not_bring_an_approval_back(client, lead, waiting):
    approve(client, lead, waiting)
    approved_version = fresh(waiting).save_revision().pk
    client.post(waiting.link, {"action": "withdraw"})
    fresh(waiting).revisions.get(pk=approved_version).publish()
    assert fresh(waiting).status == "unapproved"


def test_a_draft_from_before_does_not_end_it(client, lead, waiting):
    draft = waiting.get_latest_revision()
    approve(client, lead, waiting)
    draft.publish()
    assert fresh(waiting).status == "valid"


def test_a_copy_is_not_approved(policy):
    exception = add_exception(policy, "Late")
    copied = exception.copy(update_attrs={"slug": "copied"})
    assert fresh(copied).status == "unapproved"


def test_it_holds_when_the_approver_has_left(client, lead, waiting):
    approve(client, lead, waiting)
    lead.delete()
    found = fresh(waiting)
    assert (found.status, found.approver_name) == ("valid", "Lead")


def test_the_form_of_the_admin_has_no_field_for_an_approval(client, superuser, waiting):
    from django.urls import reverse

    client.force_login(superuser)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])).content.decode()
    assert "Nobody has approved this exception" in html
    assert 'name="approved' not in html


def test_a_newer_exception_takes_the_place_once_it_is_valid(policy):
    older = add_exception(policy, "Older")
    add_exception(policy, "Newer", supersedes=older)
    assert fresh(older).status == "superseded"


@pytest.mark.parametrize("fields", [UNAPPROVED, {"valid_from": date(2999, 1, 1)}, {"live": False}], ids=str)
def test_until_then_the_older_one_stays(policy, fields):
    older = add_exception(policy, "Older")
    add_exception(policy, "Newer", supersedes=older, **fields)
    assert fresh(older).status == "valid"


def test_exceptions_of_a_policy_that_is_unpublished_are_not_shown(client, agent, policy):
    exception = add_exception(policy, "Late")
    policy.unpublish()
    client.force_login(agent)
    assert client.get(exception.link).status_code == 404


def test_exceptions_of_a_policy_that_is_deleted_are_gone(policy):
    exception = add_exception(policy, "Late")
    policy.delete()
    assert not PolicyExceptionPage.objects.filter(pk=exception.pk).exists()

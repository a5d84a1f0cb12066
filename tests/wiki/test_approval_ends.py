"""An approval is given for an exception of one policy, by somebody who did not write it, and ends for good."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import PageLogEntry

from tests.conftest import _user
from tests.wiki.policies import add_exception, add_policy, criteria
from tests.wiki.test_approval import UNAPPROVED, approve, edited, fresh
from wiki.models import PolicyExceptionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def policy(home):
    return add_policy(home)


@pytest.fixture
def waiting(policy):
    return add_exception(policy, "Late", "days at_most 40", **UNAPPROVED)


def actions(exception) -> list[str]:
    return list(PageLogEntry.objects.filter(page=exception.pk, action__startswith="wiki.").values_list("action", flat=True))


@pytest.mark.parametrize("fields", [UNAPPROVED, {}], ids=["approved here", "approved in a file"])
def test_an_approval_ends_when_the_exception_is_moved_to_another_policy(client, lead, home, policy, fields):
    exception = add_exception(policy, "Late", "days at_most 40", **fields)
    if fields:
        approve(client, lead, exception)
    fresh(exception).move(add_policy(home, "postage"), "last-child")
    assert fresh(exception).status == "unapproved"


def test_moving_it_back_does_not_bring_the_approval_back(client, lead, home, policy, waiting):
    approve(client, lead, waiting)
    fresh(waiting).move(add_policy(home, "postage"), "last-child")
    policy.refresh_from_db()
    fresh(waiting).move(policy, "last-child")
    assert (fresh(waiting).status, "wiki.lapse_moved" in actions(waiting)) == ("unapproved", True)


def test_it_holds_when_exceptions_are_put_in_another_order(client, lead, policy, waiting):
    approve(client, lead, waiting)
    fresh(waiting).move(add_exception(policy, "Other"), "right")
    assert fresh(waiting).status == "valid"


def test_it_ends_when_it_supersedes_something_else(client, lead, policy, waiting):
    approve(client, lead, waiting)
    assert edited(waiting, supersedes=add_exception(policy, "Other")).status == "unapproved"


def test_it_holds_when_what_it_supersedes_is_deleted(client, lead, policy):
    older = add_exception(policy, "Older")
    newer = add_exception(policy, "Newer", supersedes=older, **UNAPPROVED)
    approve(client, lead, newer)
    fresh(older).delete()
    assert fresh(newer).status == "valid"


def test_changing_the_text_back_does_not_bring_an_approval_back(client, lead, waiting):
    approve(client, lead, waiting)
    edited(waiting, grants="Cash")
    assert edited(waiting, grants=waiting.grants).status == "unapproved"


def test_the_end_of_an_approval_is_in_the_history(client, lead, waiting):
    approve(client, lead, waiting)
    edited(waiting, grants="Cash")
    assert "wiki.lapse" in actions(waiting)


def written(exception, user, **fields):
    draft = fresh(exception).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=user)


def test_whoever_wrote_an_earlier_version_since_does_not_approve(client, lead, waiting):
    written(waiting, lead, grants="Everything").publish()
    written(waiting, _user("writer", "Editors"), wording="Hello").publish()
    approve(client, lead, waiting)
    assert fresh(waiting).status == "unapproved"


def test_whoever_wrote_nothing_of_it_approves(client, lead, waiting):
    written(waiting, lead, wording="Hello")
    written(waiting, _user("writer", "Editors"), criteria=criteria("days at_most 30")).publish()
    approve(client, lead, waiting)
    assert fresh(waiting).status == "valid"


def test_whoever_wrote_what_was_approved_since_approves_what_others_change(client, lead, waiting):
    written(waiting, lead, grants="Everything").publish()
    approve(client, _user("other", "Leads"), waiting)
    written(waiting, _user("writer", "Editors"), grants="Cash").publish()
    approve(client, lead, waiting)
    assert fresh(waiting).status == "valid"


def test_an_approval_that_was_taken_back_makes_nobody_less_of_an_author(client, lead, waiting):
    written(waiting, lead, grants="Everything").publish()
    written(waiting, None, wording="Hello").publish()
    approve(client, _user("other", "Leads"), waiting)
    client.post(waiting.link, {"action": "withdraw"})
    approve(client, lead, waiting)
    assert fresh(waiting).status == "unapproved"


@pytest.fixture
def legal(policy):
    """A group that approves in the space, and its member, who reads as an agent."""
    group = Group.objects.create(name="Legal")
    space = policy.get_parent().specific
    space.approvers = [group]
    space.save()
    member = _user("member", "Agents")
    member.groups.add(group)
    return member


def test_in_a_space_that_names_who_approves_its_approvers_do(client, legal, waiting):
    approve(client, legal, waiting)
    assert (fresh(waiting).status, fresh(waiting).approved_by) == ("valid", "Legal")


def test_there_a_lead_who_only_reads_does_not(client, lead, legal, waiting):
    approve(client, lead, waiting)
    assert fresh(waiting).status == "unapproved"


def test_and_gets_no_form(client, lead, legal, waiting):
    client.force_login(lead)
    assert 'value="approve"' not in client.get(waiting.link).content.decode()


def test_and_takes_nothing_back(client, lead, legal, waiting):
    approve(client, legal, waiting)
    client.force_login(lead)
    client.post(waiting.link, {"action": "withdraw"})
    assert fresh(waiting).status == "valid"


def test_what_managers_approve_needs_a_manager_there_too(client, legal, policy):
    exception = add_exception(policy, "Big", approver="manager", **UNAPPROVED)
    approve(client, legal, exception)
    assert fresh(exception).status == "unapproved"


def test_a_manager_among_the_approvers_approves_it(client, legal, policy):
    exception = add_exception(policy, "Big", approver="manager", **UNAPPROVED)
    legal.groups.add(Group.objects.get(name="Managers"))
    approve(client, legal, exception)
    assert fresh(exception).status == "valid"


migration = import_module("wiki.migrations.0017_seals")


@pytest.mark.parametrize("is_sealed", [True, False])
def test_what_was_sealed_in_the_old_form_is_sealed_anew(policy, is_sealed):
    exception = add_exception(policy, "Late", "days at_most 40", limit_amount=8, limit_currency="EUR", valid_to=date(2999, 1, 1))
    rows = [("days", "at_most", "40", "")]
    old = migration.hashed(migration.said_by(fresh(exception), rows)) if is_sealed else ""
    PolicyExceptionPage.objects.filter(pk=exception.pk).update(approved_state=old)
    migration.reseal(apps, SimpleNamespace(connection=connection))
    assert fresh(exception).approved_state == fresh(exception).seal


def test_what_was_changed_since_is_not(policy):
    exception = add_exception(policy, "Late", "days at_most 40")
    PolicyExceptionPage.objects.filter(pk=exception.pk).update(approved_state="0" * 64)
    migration.reseal(apps, SimpleNamespace(connection=connection))
    assert fresh(exception).status == "unapproved"

"""Who answers for a policy is mailed of exceptions that contradict each other, once; the report is for agents who edit."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from tests.conftest import _user
from tests.factories import add_page
from tests.wiki.policies import APPROVED, add_exception, add_policy
from wiki.helper.tie_mails import ties_tell
from wiki.models import PolicyExceptionPage, PolicyPage, PolicyTie, SpacePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    return _user("owner", "Leads")


@pytest.fixture
def policy(home, owner):
    return add_policy(home, responsible=owner)


@pytest.fixture
def tie(client, agent, policy):
    add_exception(policy, "Late", "days at_most 45", grants="Credit")
    add_exception(policy, "Dear", "amount at_most 100 EUR", grants="Cash")
    client.force_login(agent)
    client.get(policy.link, {"days": "40", "amount": "80", "currency": "EUR"})
    return PolicyTie.objects.get()


def test_the_owner_gets_one_mail_with_both_exceptions(owner, tie):
    assert (ties_tell(), ties_tell()) == (1, 0)
    assert mail.outbox[0].to == [owner.email]
    assert "Late" in str(mail.outbox[0].body) and "Dear" in str(mail.outbox[0].body)


def test_meeting_it_again_sends_nothing(client, tie, policy):
    ties_tell()
    client.get(policy.link, {"days": "41", "amount": "80", "currency": "EUR"})
    assert ties_tell() == 0


def test_an_owner_who_may_not_read_the_policy_learns_nothing(customer, tie, policy):
    PolicyPage.objects.filter(pk=policy.pk).update(responsible=customer)
    assert ties_tell() == 0


def test_it_waits_until_there_is_an_owner(owner, tie, policy):
    PolicyPage.objects.filter(pk=policy.pk).update(responsible=None)
    ties_tell()
    SpacePage.objects.update(responsible=owner)
    assert ties_tell() == 1


def test_a_failing_mail_server_is_tried_again(tie, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ties_tell() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert ties_tell() == 1


def test_the_report_refuses_editors_who_are_no_agents(client, editor, tie):
    client.force_login(editor)
    assert client.get(reverse("wiki_ties")).status_code == 302


def test_a_policy_lists_exceptions_that_are_there_in_another_language_alone(client, agent, homes):
    policy = add_policy(homes["en"])
    late = add_exception(policy, "Late, unused", condition="Within forty days")
    space = add_page(homes["ar"], SpacePage, "قواعد", slug="rules-ar")
    fields = {"rule": "ثلاثون يوما", "translation_key": policy.translation_key, **APPROVED}
    arabic = add_page(space, PolicyPage, "الإرجاع", slug="returns", **fields)
    client.force_login(agent)
    html = client.get(arabic.link).content.decode()
    assert "Late, unused" in html and "Within forty days" in html
    assert PolicyExceptionPage.objects.get(pk=late.pk).link in html
    assert "Late, unused" not in client.get(policy.link).content.decode().partition("untranslated-title")[2]


def test_not_those_that_somebody_may_not_read(client, agent, homes):
    from django.contrib.auth.models import Group

    policy = add_policy(homes["en"])
    add_exception(policy, "Late, unused")
    closed = SpacePage.objects.ancestor_of(policy).get()
    closed.readers.set(Group.objects.filter(name="Managers"))
    closed.save()
    space = add_page(homes["ar"], SpacePage, "قواعد", slug="rules-ar")
    arabic = add_page(space, PolicyPage, "الإرجاع", slug="returns", rule="ثلاثون", translation_key=policy.translation_key)
    client.force_login(agent)
    assert "Late, unused" not in client.get(arabic.link).content.decode()

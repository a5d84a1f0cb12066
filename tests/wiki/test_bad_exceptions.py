"""What makes no sense in an exception is refused, with a sentence at its field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.wiki.policies import add_exception, add_policy, criteria
from wiki.models import PolicyExceptionPage

pytestmark = pytest.mark.django_db

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "the last day before the first": ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "valid_to"),
    "an amount without currency": ({"limit_amount": Decimal(80)}, "limit_currency"),
    "a currency without amount": ({"limit_currency": "EUR"}, "limit_amount"),
    "a negative amount": ({"limit_amount": Decimal(-8), "limit_currency": "EUR"}, "limit_amount"),
    "a currency that is none": ({"limit_amount": Decimal(8), "limit_currency": "XYZ"}, "limit_currency"),
    "nobody to be asked": ({"outcome": "ask", "approver": "agent"}, "approval"),
    "nobody can meet it": ({"criteria": criteria("days at_least 60", "days at_most 30")}, "__all__"),
    "two currencies at once": ({"criteria": criteria("amount over 9 EUR", "amount over 9 USD")}, "__all__"),
    "a criterion that cannot be read": ({"criteria": criteria("days at_most soon")}, "__all__"),
}


@pytest.fixture
def policy(home):
    return add_policy(home)


@pytest.mark.parametrize("name", BAD)
def test_what_makes_no_sense_is_refused(policy, name):
    fields, field = BAD[name]
    exception = add_exception(policy, "Late")
    for key, value in fields.items():
        setattr(exception, key, value)
    with pytest.raises(ValidationError) as refused:
        exception.save_revision()
    assert list(refused.value.message_dict) == [field]


def test_currencies_are_written_in_capitals(policy):
    assert add_exception(policy, "Late", limit_amount=Decimal(8), limit_currency="eur").limit_currency == "EUR"


def test_an_exception_does_not_supersede_itself(policy):
    exception = add_exception(policy, "Late")
    exception.supersedes = exception
    with pytest.raises(ValidationError):
        exception.save_revision()


def test_successions_do_not_go_in_circles(policy):
    first = add_exception(policy, "First")
    second = add_exception(policy, "Second", supersedes=first)
    third = add_exception(policy, "Third", supersedes=second)
    first.supersedes = third
    with pytest.raises(ValidationError, match="circle"):
        first.save_revision()


def test_a_circle_that_is_there_all_the_same_makes_none_of_them_valid(policy):
    first = add_exception(policy, "First")
    second = add_exception(policy, "Second", supersedes=first)
    PolicyExceptionPage.objects.filter(pk=first.pk).update(supersedes=second)
    PolicyExceptionPage.objects.update(approved_state="")  # approved as it is in there
    assert {each.status for each in PolicyExceptionPage.objects.all()} == {"superseded"}


def test_an_exception_of_another_policy_is_not_superseded(home, policy):
    elsewhere = add_exception(add_policy(home, "postage"), "Free postage")
    exception = add_exception(policy, "Late")
    exception.supersedes = elsewhere
    with pytest.raises(ValidationError, match="another policy"):
        exception.save_revision()


def posted(rows, **fields):
    values = {
        "title": "Late",
        "slug": "late-too",
        "condition": "Late",
        "outcome": "allowed",
        "grants": "Credit",
        "approver": "agent",
        "audience": "2",
        "body": streamfield([]),
        "criteria": inline_formset(rows),
        "wordings": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    return nested_form_data({**values, **fields})


def row(topic, operator, value, currency=""):
    return {"topic": topic, "operator": operator, "value": value, "currency": currency}


def send(client, superuser, policy, rows, **fields):
    client.force_login(superuser)
    address = reverse("wagtailadmin_pages:add", args=["wiki", "policyexceptionpage", policy.pk])
    return client.post(address, posted(rows, **fields))


def test_the_form_takes_criteria(client, superuser, policy):
    send(client, superuser, policy, [row("days", "at_most", "40"), row("country", "any_of", "id, my")])
    found = PolicyExceptionPage.objects.get(slug="late-too")
    assert [str(each) for each in found.criteria.all()] == ["days at_most 40", "country any_of ID, MY"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row("amount", "at_most", "80")], "Say in which currency the amount is."),
        ([row("amount", "at_most", "-80", "EUR")], "not negative"),
        ([row("days", "at_least", "60"), row("days", "at_most", "30")], "Nobody can meet these criteria"),
        ([row("amount", "over", "9", "EUR"), row("amount", "over", "9", "USD")], "in several currencies"),
    ],
)
def test_the_form_says_what_is_wrong_with_criteria(client, superuser, policy, rows, sentence):
    response = send(client, superuser, policy, rows)
    assert sentence in response.content.decode()
    assert not PolicyExceptionPage.objects.exists()


def test_the_form_of_a_new_exception_refuses_to_supersede_one_of_another_policy(client, superuser, home, policy):
    elsewhere = add_exception(add_policy(home, "postage"), "Free postage")
    response = send(client, superuser, policy, [], supersedes=str(elsewhere.pk))
    assert "This is an exception of another policy" in response.content.decode()


def test_the_form_refuses_a_limit_without_currency(client, superuser, policy):
    response = send(client, superuser, policy, [], limit_amount="80")
    assert "Say in which currency the limit is." in response.content.decode()


@pytest.mark.parametrize("field", ["limit", "year"])
def test_the_form_refuses_an_amount_that_can_be_read_in_two_ways(client, superuser, policy, field):
    typed = {f"{field}_amount": "1.000", f"{field}_currency": "IDR"}
    assert "Write 1000 or 1.00." in send(client, superuser, policy, [], **typed).content.decode()
    assert not PolicyExceptionPage.objects.exists()


def test_the_form_shows_an_amount_as_it_reads_it(client, superuser, policy):
    exception = add_exception(policy, "Late", limit_amount=Decimal("150"), limit_currency="EUR")
    client.force_login(superuser)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[exception.pk])).content.decode()
    assert 'name="limit_amount" value="150"' in html


def test_criteria_that_another_window_saved_meanwhile_are_looked_at_too(client, superuser, policy):
    exception = add_exception(policy, "Late", "days at_least 60")
    client.force_login(superuser)
    rows = [row("days", "at_most", "30")]
    response = client.post(reverse("wagtailadmin_pages:edit", args=[exception.pk]), posted(rows))
    html = response.content.decode()
    assert "Nobody can meet these criteria" in html
    assert "saved since you opened this form" in html


@pytest.mark.parametrize("typed", ["abc", "9" * 30, "999999", "-1"])
def test_the_form_says_of_what_is_no_page_that_it_supersedes_nothing(client, superuser, policy, typed):
    response = send(client, superuser, policy, [], supersedes=typed)
    assert "Select a valid choice" in response.content.decode()

"""The decision helper below a policy: what agents answer, what they read, and what the owner is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import _user
from tests.factories import add_page
from tests.wiki.policies import add_exception, add_policy
from wiki.models import ExceptionWording, PolicyExceptionPage, PolicyPage, PolicyTie

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(home):
    return add_policy(home)


@pytest.fixture
def late(policy):
    limit = {"limit_amount": Decimal(150), "limit_currency": "EUR"}
    return add_exception(policy, "Up to 10 days late", "days at_most 40", wording="We can help.", number="E-7", **limit)


@pytest.fixture
def ask(policy, client, agent):
    """What the page says for some answers; all space is one blank."""
    client.force_login(agent)

    def asked(**answers) -> str:
        html = client.get(policy.link, answers).content.decode()
        outcome = html.partition('id="helper-outcome"')[2].partition("</section>")[0]
        return " ".join(outcome.replace("\N{NO-BREAK SPACE}", " ").split())

    return asked


def test_what_is_granted_up_to_what_and_by_whom(late, ask):
    said = ask(days="34")
    assert "Granted, up to 150 EUR" in said
    assert "<b>Agent</b>" in said


def test_answers_in_the_digits_of_other_scripts_are_read(late, ask):
    assert "Granted" in ask(days="٣٤")


def test_nothing_is_decided_before_something_was_answered(late, ask):
    assert "outcome" not in ask().removeprefix('"')


def test_whose_approval_is_needed(policy, ask):
    add_exception(policy, "Late", "days at_most 40", outcome="ask", approver="manager")
    assert "Needs approval: Manager" in ask(days="34")


def test_what_is_not_covered_names_the_nearest(late, ask):
    said = ask(days="60")
    assert "Not covered by an exception" in said
    assert "Nearest exceptions" in said
    assert "E-7" in said


def test_the_reasoning_says_what_was_asked_for_and_what_was_answered(late, ask):
    assert "<bdi>at most 40</bdi> · you said <bdi>60 days</bdi>" in ask(days="60")


def test_a_missing_fact_is_asked_for(policy, late, ask):
    add_exception(policy, "Never", "days at_most 40", "country any_of ID", outcome="never")
    said = ask(days="34")
    assert "Not clear yet" in said
    assert "<b>Find out first:</b> Country" in said


def test_over_the_limit(policy, ask):
    limit = {"limit_amount": Decimal(50), "limit_currency": "EUR"}
    add_exception(policy, "Late", "amount at_most 90 EUR", **limit)
    assert "The amount is over the limit" in ask(amount="80", currency="EUR")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"days": "-3"}, "whole number"),
        ({"days": "soon"}, "whole number"),
        ({"days": "9" * 500}, "whole number"),
        ({"amount": "80"}, "In which currency"),
        ({"amount": "-80", "currency": "EUR"}, "not negative"),
        ({"amount": "80", "currency": "<b>"}, "no code of a currency"),
        ({"amount": "1.000", "currency": "IDR"}, "Write 1000 or 1.00."),
        ({"country": "Atlantis"}, "two letters"),
        ({"days": "3\0"}, "whole number"),
    ],
)
def test_answers_that_make_no_sense_are_said_to(late, ask, answers, sentence):
    assert sentence in ask(**answers)


def test_what_was_typed_is_never_markup(policy, late, client, agent):
    client.force_login(agent)
    html = client.get(policy.link, {"days": '"><script>x</script>', "tier": "<i>"}).content.decode()
    assert "<script>x" not in html
    assert "<i>" not in html


def test_an_exception_without_criteria_is_left_to_the_reader(policy, late, ask):
    add_exception(policy, "By hand")
    assert "read the condition yourself" in ask(days="60")


def test_a_policy_without_any_criteria_has_no_helper(policy, client, agent):
    add_exception(policy, "By hand")
    client.force_login(agent)
    assert 'id="helper"' not in client.get(policy.link).content.decode()


def test_a_policy_out_of_its_dates_decides_nothing(home, client, agent):
    policy = add_policy(home, valid_to=date(2020, 1, 1))
    add_exception(policy, "Late", "days at_most 40")
    client.force_login(agent)
    html = client.get(policy.link, {"days": "3"}).content.decode()
    assert "This policy is not in force." in html
    assert "outcome--granted" not in html


def test_an_unapproved_exception_decides_nothing(policy, ask):
    add_exception(policy, "Reason", "reason any_of broken")
    add_exception(policy, "Late", "days at_most 40", approved_on=None)
    assert "Not covered" in ask(days="3", reason="torn")


def test_the_wording_is_in_the_customers_language_where_it_was_written(late, ask):
    late.wordings = [ExceptionWording(language="ar", wording="يمكننا المساعدة.")]
    late.save_revision().publish()
    said = ask(days="3", language="ar")
    assert "يمكننا المساعدة." in said
    assert "We can help." not in said


def test_or_that_of_the_translation(homes, policy, late, ask):
    arabic = add_page(homes["ar"], type(policy.get_parent().specific), "قواعد", slug="rules")
    there = add_page(arabic, PolicyPage, "إرجاع", slug="returns", rule="ثلاثون يومًا.")
    values = {"condition": "تأخر", "grants": "رصيد", "wording": "يسعدنا ذلك.", "translation_key": late.translation_key}
    add_page(there, PolicyExceptionPage, "متأخر", **values)
    assert "يسعدنا ذلك." in ask(days="3", language="ar")


def test_a_draft_of_the_translation_is_not_told(homes, policy, late, ask):
    arabic = add_page(homes["ar"], type(policy.get_parent().specific), "قواعد", slug="rules")
    there = add_page(arabic, PolicyPage, "إرجاع", slug="returns", rule="ثلاثون يومًا.")
    values = {"condition": "تأخر", "grants": "رصيد", "wording": "مسودة.", "translation_key": late.translation_key}
    add_page(there, PolicyExceptionPage, "متأخر", live=False, **values)
    assert "مسودة." not in ask(days="3", language="ar")


def test_otherwise_the_wording_is_marked(late, ask):
    assert "not written in the customer" in ask(days="3", language="fa")


@pytest.fixture
def tie(policy, late, ask):
    add_exception(policy, "Never", "country any_of ID", outcome="never", number="E-9")
    return ask(days="3", country="ID")


def test_contradictions_are_told_to_the_agent(tie):
    assert "Exceptions contradict each other" in tie
    assert "Granted" not in tie


def test_they_offer_no_wording(tie):
    assert "We can help." not in tie


def test_they_are_noted_once_for_the_owner(tie, ask):
    ask(days="4", country="ID")
    (noted,) = PolicyTie.objects.all()
    assert (noted.times, noted.facts) == (2, {"days": "4", "country": "ID"})


def test_what_is_clear_is_not_noted(late, ask):
    ask(days="3")
    assert not PolicyTie.objects.exists()


def report(client, *groups) -> str:
    client.force_login(_user("reader", *groups))
    response = client.get(reverse("wiki_ties"))
    return response.content.decode() if response.status_code == 200 else ""


def test_the_list_in_the_admin_names_them(tie, client):
    html = report(client, "Editors", "Agents")
    assert "E-7" in html
    assert "E-9" in html


def test_who_is_no_agent_does_not_see_the_list(tie, client):
    assert report(client, "Editors") == ""


def test_a_policy_of_a_closed_space_is_not_on_it(tie, policy, client):
    from django.contrib.auth.models import Group

    space = policy.get_parent().specific
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    assert "E-7" not in report(client, "Editors", "Agents")


def test_what_is_settled_is_off_the_list(tie, client, superuser):
    client.force_login(superuser)
    client.post(reverse("wiki_tie_settle", args=[PolicyTie.objects.get().pk]))
    assert not PolicyTie.objects.exists()


def test_nobody_settles_what_they_may_not_change(tie, client, agent):
    client.force_login(agent)
    client.post(reverse("wiki_tie_settle", args=[PolicyTie.objects.get().pk]))
    assert PolicyTie.objects.exists()


def test_a_customer_finds_no_helper(policy, late, client, customer):
    client.force_login(customer)
    assert client.get(policy.link, {"days": "3"}).status_code == 404


def test_more_exceptions_cost_no_more_queries(policy, late, client, agent):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(agent)
    client.get(policy.link, {"days": "3"})
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(policy.link, {"days": "3"})
    for number in range(6):
        add_exception(policy, f"More {number}", f"days at_most {50 + number}", supersedes=late if number == 5 else None)
    client.get(policy.link, {"days": "3"})  # what is read once in a while, such as the plugins, is none of it
    with CaptureQueriesContext(connection) as many:
        client.get(policy.link, {"days": "3"})
    assert len(many) <= len(few), "exceptions are read in a fixed number of queries"


def test_a_policy_whose_criteria_are_not_in_use_has_no_helper(policy, client, agent):
    add_exception(policy, "Late", "days at_most 40", approved_on=None)
    client.force_login(agent)
    assert 'id="helper"' not in client.get(policy.link).content.decode()


def test_what_is_left_to_the_reader_makes_the_headline_cautious(policy, late, ask):
    add_exception(policy, "By hand", outcome="never")
    said = ask(days="34")
    assert "Granted, up to 150 EUR, unless one of these applies:" in said
    assert "Not possible" in said


def test_no_currency_is_chosen_for_anybody(late, client, agent):
    client.force_login(agent)
    html = client.get(late.get_parent().specific.link, {"amount": "5"}).content.decode()
    currencies = html.partition('name="currency"')[2].partition("</select>")[0]
    assert "selected" not in currencies
    assert 'value=""' in currencies


def test_currencies_that_the_policy_does_not_name_can_be_chosen(late, client, agent):
    client.force_login(agent)
    html = client.get(late.get_parent().specific.link, {"amount": "5", "currency": "idr"}).content.decode()
    assert '<option value="IDR" selected>' in html


def test_a_card_says_whose_approval_is_needed(policy, client, agent):
    add_exception(policy, "Late", "days at_most 40", approval="manager")
    client.force_login(agent)
    html = " ".join(client.get(policy.link).content.decode().split())
    assert "Approval needed: Manager" in html
    assert "badge--warn" in html


def test_the_helper_has_an_address_of_its_own(late, policy, client, agent):
    client.force_login(agent)
    html = client.get(reverse("wiki:helper", args=[policy.pk]), {"days": "34"}).content.decode()
    assert "Granted" in html
    assert "<html" not in html


@pytest.mark.parametrize("is_there", [True, False])
def test_to_others_that_address_is_none(late, policy, client, customer, is_there):
    client.force_login(customer)
    assert client.get(reverse("wiki:helper", args=[policy.pk if is_there else 999999])).status_code == 404


def test_a_policy_shows_fifty_exceptions_and_links_the_rest(policy, client, agent):
    for number in range(51):
        add_exception(policy, f"Exception {number:02}", number=f"E-{number}")
    client.force_login(agent)
    first = client.get(policy.link).content.decode()
    assert first.count('class="exception exception--') == 50
    assert 'rel="next"' in first
    assert client.get(policy.link, {"p": "2"}).content.decode().count('class="exception exception--') == 1

"""An exception is granted at once, or becomes a request that somebody else decides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.conftest import _user
from tests.wiki.grants import decide, eur, record
from tests.wiki.policies import add_exception, add_policy
from wiki.deciding.values import Money
from wiki.grants.checking import read_back, sentence_of
from wiki.grants.rights import decidable, readable
from wiki.grants.services import GrantRefused, grant_correct, grant_withdraw, review_of
from wiki.models import Grant, GrantEntry, PolicyExceptionPage

pytestmark = pytest.mark.django_db

LIMIT = {"limit_amount": Decimal(150), "limit_currency": "EUR"}


@pytest.fixture
def policy(home):
    return add_policy(home)


@pytest.fixture
def late(policy):
    return add_exception(policy, "Late", number="E-7", **LIMIT)


@pytest.fixture
def lead(db):
    return _user("lead", "Leads")


@pytest.fixture
def manager(db):
    return _user("manager", "Managers")


def codes(grant) -> list[str]:
    return [each["code"] for each in grant.grounds]


def kinds(grant) -> list[str]:
    return [entry.kind for entry in GrantEntry.objects.filter(grant=grant.pk)]


def test_what_an_agent_may_grant_is_granted(late, agent):
    grant = record(late, agent, 150)
    assert (grant.state, kinds(grant)) == ("granted", ["granted"])


@pytest.mark.parametrize(
    ("fields", "amount", "code", "needs"),
    [
        (LIMIT, 151, "limit", "lead"),
        ({**LIMIT, "approver": "manager"}, 20, "role", "manager"),
        ({**LIMIT, "approval": "manager"}, 20, "approval", "manager"),
        ({**LIMIT, "outcome": "ask", "approver": "lead"}, 20, "role", "lead"),
        (LIMIT, Money(Decimal(20), "IDR"), "currency", "lead"),
        ({"texts": ["days at_most 40"]}, 20, "unknown", "lead"),
        ({"texts": ["amount at_most 10 EUR"]}, 20, "unmet", "lead"),
    ],
)
def test_what_goes_beyond_that_is_asked_for(policy, agent, fields, amount, code, needs):
    values = dict(fields)
    exception = add_exception(policy, "Some", *values.pop("texts", ()), **values)
    grant = record(exception, agent, amount)
    assert (grant.state, codes(grant), grant.needs) == ("waiting", [code], needs)


def test_the_facts_of_the_helper_meet_the_criteria(policy, agent):
    exception = add_exception(policy, "Late", "days at_most 40")
    assert record(exception, agent, facts={"days": "34"}).state == "granted"


def test_facts_that_do_not_are_said(policy, agent):
    exception = add_exception(policy, "Late", "days at_most 40")
    grant = record(exception, agent, facts={"days": "64"})
    assert sentence_of(read_back(grant.grounds)[0]) == "The facts do not meet the criteria: Days since delivery."


def test_an_agent_decides_nothing(late, agent):
    grant = record(late, agent, 200)
    assert list(decidable(_user("other", "Agents"))) == []
    with pytest.raises(PermissionDenied):
        decide(grant, _user("another", "Agents"))


def test_a_lead_approves(late, agent, lead):
    grant = decide(record(late, agent, 200), lead)
    assert (grant.state, kinds(grant)) == ("granted", ["asked", "approved"])


def test_a_lead_refuses_with_a_note(late, agent, lead):
    grant = decide(record(late, agent, 200), lead, approve=False, note="Too much")
    assert (grant.state, kinds(grant)) == ("refused", ["asked", "refused"])


def test_nobody_refuses_without_saying_why(late, agent, lead):
    with pytest.raises(GrantRefused):
        decide(record(late, agent, 200), lead, approve=False, note="")


def test_a_lead_does_not_decide_what_managers_do(policy, agent, lead):
    grant = record(add_exception(policy, "Big", approver="manager"), agent)
    with pytest.raises(PermissionDenied):
        decide(grant, lead)


@pytest.mark.parametrize("groups", [("Leads",), ("Managers",)])
def test_nobody_approves_their_own(late, groups):
    somebody = _user("somebody", *groups)
    grant = record(late, somebody, 200)
    with pytest.raises(PermissionDenied):
        decide(grant, somebody)


def test_not_even_a_superuser(late, superuser):
    grant = record(late, superuser, 200)
    with pytest.raises(PermissionDenied):
        decide(grant, superuser)


def test_in_a_space_that_names_who_approves_only_they_do(late, agent, lead, policy):
    board = Group.objects.create(name="Board")
    space = policy.get_parent().specific
    space.approvers = [board]
    space.save()
    grant = record(late, agent, 200)
    member = _user("member", "Agents")
    member.groups.add(board)
    assert [list(decidable(each)) for each in (lead, member)] == [[], [grant]]


def test_who_writes_in_a_space_does_not_take_decisions_from_managers(policy, agent):
    space = policy.get_parent().specific
    space.writers = [Group.objects.get(name="Leads")]
    space.save()
    grant = record(add_exception(policy, "Some", approver="manager", **LIMIT), agent, 20)
    assert list(decidable(_user("manager", "Managers"))) == [grant]


def test_what_needs_a_manager_is_decided_by_one_whoever_approves_in_the_space(policy, agent):
    space = policy.get_parent().specific
    space.approvers = [Group.objects.create(name="Board")]
    space.save()
    grant = record(add_exception(policy, "Some", approver="manager", **LIMIT), agent, 20)
    assert list(decidable(_user("manager", "Managers"))) == [grant]


def test_leads_can_refuse_what_waits_for_an_exception_that_was_taken_back(late, agent, lead):
    grant = record(late, agent, 200)
    late.unpublish()
    assert list(decidable(lead)) == [grant]


def test_what_a_more_specific_exception_forbids_is_asked_of_a_manager(policy, agent):
    broad = add_exception(policy, "Late", "days at_most 90")
    add_exception(policy, "Late and new", "days at_most 90", "tier any_of new", outcome="never")
    grant = record(broad, agent, None, facts={"days": "45", "tier": "new"})
    assert (grant.state, grant.needs, codes(grant)) == ("waiting", "manager", ["outranked"])


def test_of_two_that_contradict_each_other_none_is_granted_alone(policy, agent):
    one = add_exception(policy, "Late", "days at_most 90", grants="Money back")
    add_exception(policy, "Later", "days at_most 90", grants="A new one")
    grant = record(one, agent, None, facts={"days": "45"})
    assert (grant.state, codes(grant)) == ("waiting", ["contested"])


def test_what_decides_the_case_is_granted_beside_a_broader_one(policy, agent):
    narrow = add_exception(policy, "Late and gold", "days at_most 90", "tier any_of gold", grants="Money back")
    add_exception(policy, "Late", "days at_most 90", grants="Nothing")
    assert record(narrow, agent, None, facts={"days": "45", "tier": "gold"}).state == "granted"


def test_a_small_case_does_not_cover_a_large_grant(policy, agent):
    small = add_exception(policy, "Small", "amount at_most 100 EUR")
    grant = record(small, agent, 5000, facts={"amount": "50", "currency": "EUR"})
    assert (grant.state, codes(grant)) == ("waiting", ["unmet"])


def test_what_is_never_possible_is_not_recorded(policy, agent):
    with pytest.raises(GrantRefused):
        record(add_exception(policy, "No", outcome="never"), agent)
    assert not GrantEntry.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"valid_to": date(2020, 1, 1)}, {"approved_on": None}, {"valid_from": date(2999, 1, 1)}],
    ids=["expired", "approval taken back", "not valid yet"],
)
def test_what_became_invalid_between_opening_and_sending_is_not_recorded(late, agent, fields):
    seal = late.seal
    PolicyExceptionPage.objects.filter(pk=late.pk).update(**fields)
    with pytest.raises(GrantRefused):
        record(late, agent, seal=seal)
    assert not Grant.objects.exists()


def test_an_exception_that_was_changed_meanwhile_is_read_again(late, agent):
    with pytest.raises(GrantRefused):
        record(late, agent, seal="0" * 64)


def test_what_is_deleted_is_not_recorded(late, agent):
    seal, pk = late.seal, late.pk
    late.delete()
    late.pk = pk
    with pytest.raises(PermissionDenied):
        record(late, agent, seal=seal)


def test_a_request_about_a_deleted_exception_can_only_be_refused(late, agent, manager):
    grant = record(late, agent, 200)
    PolicyExceptionPage.objects.get(pk=late.pk).delete()
    with pytest.raises(GrantRefused):
        decide(grant, manager)
    assert decide(grant, manager, approve=False).state == "refused"


def test_grants_outlive_their_policy(late, policy, agent, manager):
    grant = record(late, agent)
    policy.delete()
    assert Grant.objects.get(pk=grant.pk).policy_name == "Returns"
    assert list(readable(manager)) == [grant]


def test_a_request_whose_exception_expired_can_only_be_refused(late, agent, lead):
    grant = record(late, agent, 200)
    PolicyExceptionPage.objects.filter(pk=late.pk).update(valid_to=date(2020, 1, 1))
    with pytest.raises(GrantRefused):
        decide(grant, lead)


def test_sent_twice_is_recorded_once(late, agent):
    assert record(late, agent, token="one").pk == record(late, agent, token="one").pk


@pytest.mark.parametrize("other", [{"amount": 99}, {"reference": "NR-2"}])
def test_a_form_that_was_sent_before_with_other_words_is_refused(late, agent, other):
    record(late, agent, token="one")
    with pytest.raises(GrantRefused):
        record(late, agent, token="one", **other)
    assert GrantEntry.objects.count() == 1


def test_the_token_of_somebody_else_is_another(late, agent, lead):
    assert record(late, agent, token="one").pk != record(late, lead, token="one").pk


def test_what_was_decided_is_not_decided_again(late, agent, lead, manager):
    grant = decide(record(late, agent, 200), lead)
    with pytest.raises(GrantRefused):
        decide(grant, manager, approve=False)


def test_more_than_the_approver_read_is_not_approved(policy, agent, lead):
    once = add_exception(policy, "Once", year_times=1)
    first = record(once, agent)
    second, third = record(once, agent), record(once, agent)
    read = review_of(third).seen
    assert first.state == "granted"
    decide(second, lead)
    with pytest.raises(GrantRefused):
        decide(third, lead, seen=read)


def test_a_request_is_taken_back_by_whoever_made_it(late, agent, lead):
    grant = record(late, agent, 200)
    with pytest.raises(PermissionDenied):
        grant_withdraw(grant_id=grant.pk, user=lead, note="", token="x")
    assert grant_withdraw(grant_id=grant.pk, user=agent, note="", token="x").state == "withdrawn"


class TestLimitsOfACustomer:
    def test_so_many_times_a_year(self, policy, agent):
        twice = add_exception(policy, "Twice", year_times=2)
        states = [record(twice, agent).state for _time in range(3)]
        assert states == ["granted", "granted", "waiting"]

    def test_for_each_customer(self, policy, agent):
        once = add_exception(policy, "Once", year_times=1)
        assert [record(once, agent, reference=each).state for each in ("NR-1", "NR-2")] == ["granted", "granted"]

    @pytest.mark.parametrize("written", ["nr-1 ", "NR-١", "N\u200bR-1", "\u202eNR-1", "ＮＲ-1", "NR -1"])
    def test_however_a_reference_is_written(self, policy, agent, written):
        once = add_exception(policy, "Once", year_times=1)
        record(once, agent, reference="NR-1")
        assert codes(record(once, agent, reference=written)) == ["times"]

    def test_a_sum_a_year(self, policy, agent):
        some = add_exception(policy, "Some", year_amount=Decimal(100), year_currency="EUR")
        assert [record(some, agent, amount).state for amount in (60, 41, 40)] == ["granted", "waiting", "granted"]

    def test_sums_in_other_currencies_are_not_guessed(self, policy, agent):
        some = add_exception(policy, "Some", year_amount=Decimal(100), year_currency="EUR")
        assert codes(record(some, agent, Money(Decimal(1), "IDR"))) == ["year_currency"]

    def test_over_all_exceptions_of_a_policy(self, home, agent):
        policy = add_policy(home, "other", year_times=1)
        record(add_exception(policy, "One"), agent)
        assert codes(record(add_exception(policy, "Two"), agent)) == ["policy_times"]

    def test_what_is_over_a_year_ago_does_not_count(self, policy, agent):
        once = add_exception(policy, "Once", year_times=1)
        Grant.objects.filter(pk=record(once, agent).pk).update(decided=timezone.now() - timedelta(days=366))
        assert record(once, agent).state == "granted"

    def test_what_was_refused_or_taken_back_does_not_count(self, policy, agent, lead):
        once = add_exception(policy, "Once", year_times=1)
        grant_correct(grant_id=record(once, agent).pk, user=agent, amount=None, note="Not sent", token="x")
        assert record(once, agent).state == "granted"

    def test_an_approval_of_the_exception_holds_for_its_limits_too(self, policy):
        once = add_exception(policy, "Once", year_times=1)
        once.save_revision().publish()
        once = PolicyExceptionPage.objects.get(pk=once.pk)
        before = once.seal
        once.year_times = 9
        assert once.seal != before


class TestCorrections:
    def test_a_smaller_amount_is_a_new_entry(self, late, agent):
        grant = grant_correct(grant_id=record(late, agent, 100).pk, user=agent, amount=eur(80), note="Typed wrong", token="x")
        assert (grant.amount, kinds(grant)) == (Decimal(80), ["granted", "corrected"])

    def test_the_first_entry_still_says_what_it_said(self, late, agent):
        grant = grant_correct(grant_id=record(late, agent, 100).pk, user=agent, amount=eur(80), note="Typed wrong", token="x")
        assert GrantEntry.objects.get(grant=grant.pk, kind="granted").amount == Decimal(100)

    def test_an_amount_over_the_limit_is_no_correction(self, late, agent):
        with pytest.raises(GrantRefused):
            grant_correct(grant_id=record(late, agent, 100).pk, user=agent, amount=eur(151), note="More", token="x")

    def test_others_correct_nothing(self, late, agent):
        with pytest.raises(PermissionDenied):
            grant_correct(grant_id=record(late, agent).pk, user=_user("other", "Agents"), amount=eur(1), note="Mine", token="x")

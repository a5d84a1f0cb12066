"""Every address under the wiki answers alike, whether it exists or not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.utils import timezone

from kb.models import CategoryPage
from tests.factories import add_page
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki")


@pytest.fixture
def policy(space):
    return add_page(space, PolicyPage, "Returns", slug="returns", rule="Thirty days.")


def exception(policy, **fields):
    fields = {"condition": "Late", "grants": "Store credit", "approved_by": "Head", "approved_on": date(2026, 1, 1), **fields}
    return add_page(policy, PolicyExceptionPage, "Late but unused", **fields)


@pytest.mark.parametrize("path", ["/en/wiki/tone/", "/en/wiki/no-such-page/", "/en/wiki/deep/down/nothing/", "/en/wiki/"])
def test_the_signed_out_are_asked_to_sign_in_whether_the_page_exists_or_not(space, client, path):
    add_page(space, WikiPage, "Tone", slug="tone")
    response = client.get(path)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("path", ["/en/wiki/tone/", "/en/wiki/no-such-page/", "/en/wiki/"])
def test_a_customer_finds_nothing_whether_the_page_exists_or_not(space, client, customer, path):
    add_page(space, WikiPage, "Tone", slug="tone")
    client.force_login(customer)
    assert client.get(path).status_code == 404


def test_a_draft_in_the_wiki_looks_to_the_signed_out_like_any_address_there(space, client):
    add_page(space, WikiPage, "Draft", slug="draft", live=False)
    assert client.get("/en/wiki/draft/").status_code == 302


def test_an_agent_reads_a_policy_with_its_exception(policy, client, agent):
    exception(policy)
    client.force_login(agent)
    assert "Late but unused" in client.get("/en/wiki/returns/").content.decode()


def test_a_wiki_page_is_never_kept_by_caches(policy, client, agent):
    client.force_login(agent)
    assert "no-store" in client.get("/en/wiki/returns/").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "valid"),
        ({"approved_by": ""}, "unapproved"),
        ({"approved_on": None}, "unapproved"),
        ({"approved_on": date(2999, 1, 1)}, "unapproved"),
        ({"valid_from": date(2999, 1, 1)}, "upcoming"),
        ({"valid_to": date(2020, 1, 1)}, "expired"),
        ({"valid_from": date(2020, 1, 1), "valid_to": date(2999, 1, 1)}, "valid"),
    ],
)
def test_an_exception_is_valid_only_with_approval_and_in_its_dates(fields, status):
    base = {"approved_by": "Head", "approved_on": date(2026, 1, 1)}
    assert PolicyExceptionPage(title="E", **{**base, **fields}).status == status


def test_the_first_and_the_last_day_count():
    today = timezone.localdate()
    one_day = PolicyExceptionPage(title="E", approved_by="Head", approved_on=today, valid_from=today, valid_to=today)
    assert one_day.status == "valid"


def test_it_ends_by_itself_the_day_after():
    yesterday = timezone.localdate() - timedelta(days=1)
    assert PolicyExceptionPage(title="E", approved_by="Head", approved_on=yesterday, valid_to=yesterday).status == "expired"


def test_without_a_reader_there_are_no_exceptions(policy):
    from wiki.selectors import policy_exceptions

    for outcome in ("never", "ask", "allowed"):
        exception(policy, outcome=outcome, slug=outcome)
    found = policy_exceptions(policy=policy, user=None)["exceptions"]
    assert found == []


def test_agents_see_the_strongest_exception_first(policy, agent):
    from wiki.selectors import policy_exceptions

    for outcome in ("never", "ask", "allowed"):
        exception(policy, outcome=outcome, slug=outcome)
    found = policy_exceptions(policy=policy, user=agent)["exceptions"]
    assert [each.outcome for each in found] == ["allowed", "ask", "never"]


def test_the_only_group_of_a_space_cannot_be_deleted(space, agent):
    managers = Group.objects.get(name="Managers")
    space.readers = [managers]
    space.save()
    with pytest.raises(ProtectedError):
        managers.delete()


def test_a_policy_does_not_name_a_public_page_that_is_a_draft(home, policy, client, agent):
    draft = add_page(home, CategoryPage, "Not yet known", live=False)
    policy.public_page_id = draft.pk
    policy.save_revision().publish()
    client.force_login(agent)
    assert "Not yet known" not in client.get("/en/wiki/returns/").content.decode()


def test_the_account_menu_leads_agents_to_the_wiki(space, client, agent):
    client.force_login(agent)
    assert 'href="/en/wiki/"' in client.get("/en/account/menu/").content.decode()


def test_the_account_menu_of_customers_does_not_name_it(space, client, customer):
    client.force_login(customer)
    assert "wiki" not in client.get("/en/account/menu/").content.decode()

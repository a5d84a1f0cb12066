"""Nobody learns from an address under the wiki whether there is something, however they ask."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from tests.factories import add_page
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db

# Each has {} for the slug of a page that is there, and of one that is not; both have as many letters.
FORMS = [
    "/en/wiki/{}/",
    "/en/wiki/{}",
    "/en/wiki/{}/?preview=1",
    "/en/wiki/{}/feed.atom",
    "/en/wiki/{}/below/",
    "/en/wiki//{}/",
    "/en/wiki/{}/%20/",
    "/en/wiki/%7A{}/",
    "/en/wiki/{}/../{}/",
    "/EN/wiki/{}/",
    "/ar/wiki/{}/",
]
THERE, NOWHERE = "zone", "none"


@pytest.fixture
def space(home):
    space = add_page(home, SpacePage, "Agent wiki", slug="wiki")
    add_page(space, WikiPage, "Zone", slug=THERE)
    return space


def told(client, address, slug, method="get"):
    """What a reader sees of an answer, with the slug taken out of it."""
    answer = getattr(client, method)(address.replace("{}", slug), headers={"HX-Request": ""})
    body = answer.getvalue().decode(errors="replace").replace(slug, "{}")
    location = answer.headers.get("Location", "").replace(slug, "{}")
    telling = {"Cache-Control", "X-Robots-Tag", "X-Public", "Allow"}
    headers = {key: value for key, value in answer.headers.items() if key in telling}
    return answer.status_code, location, headers, body


@pytest.mark.parametrize("address", FORMS)
def test_the_signed_out_cannot_tell(space, client, address):
    assert told(client, address, THERE) == told(client, address, NOWHERE)


@pytest.mark.parametrize("address", FORMS)
def test_a_customer_cannot_tell(space, client, customer, address):
    client.force_login(customer)
    assert told(client, address, THERE) == told(client, address, NOWHERE)


@pytest.mark.parametrize("method", ["head", "post", "put", "options", "delete"])
def test_nor_by_another_method(space, client, customer, method):
    signed_out = [told(client, FORMS[0], slug, method)[:2] for slug in (THERE, NOWHERE)]
    client.force_login(customer)
    signed_in = [told(client, FORMS[0], slug, method)[:2] for slug in (THERE, NOWHERE)]
    assert signed_out[0] == signed_out[1] and signed_in[0] == signed_in[1]


@pytest.mark.parametrize("address", FORMS)
def test_an_agent_of_another_group_cannot_tell(space, client, agent, address):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    client.force_login(agent)
    assert told(client, address, THERE) == told(client, address, NOWHERE)


@pytest.mark.parametrize("who", ["anonymous", "customer"])
def test_a_page_that_moved_away_cannot_be_told_from_none(space, client, customer, who):
    page = WikiPage.objects.get(slug=THERE)
    page.slug = "moved"
    page.save_revision().publish()
    if who == "customer":
        client.force_login(customer)
    assert told(client, FORMS[0], THERE) == told(client, FORMS[0], NOWHERE)


@pytest.mark.parametrize("who", ["anonymous", "customer"])
def test_an_unpublished_page_cannot_be_told_from_none(space, client, customer, who):
    WikiPage.objects.get(slug=THERE).unpublish()
    if who == "customer":
        client.force_login(customer)
    assert told(client, FORMS[0], THERE) == told(client, FORMS[0], NOWHERE)


@pytest.mark.parametrize("who", ["anonymous", "customer"])
def test_an_exception_deep_down_cannot_be_told_from_none(space, client, customer, who):
    policy = add_page(space, PolicyPage, "Returns", slug="returns", rule="Ask.")
    add_page(policy, PolicyExceptionPage, "Late", slug=THERE, condition="Late", grants="Credit")
    if who == "customer":
        client.force_login(customer)
    assert told(client, "/en/wiki/returns/{}/", THERE) == told(client, "/en/wiki/returns/{}/", NOWHERE)

"""On a public page agents are told of the policy behind it; nobody else learns that there is one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale

from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from wiki.models import ArticleOrigin, PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(home):
    return add_page(home, SpacePage, "Agent wiki", slug="wiki")


@pytest.fixture
def article(home):
    return add_page(add_page(home, CategoryPage, "Orders", slug="orders"), ArticlePage, "Returns", slug="returns")


@pytest.fixture
def policy(space, article):
    return add_page(space, PolicyPage, "Zephyr rule", slug="rule", rule="Thirty days.", public_page_id=article.pk, number="P-1")


def bar(client, at="/en/orders/returns/", language="en"):
    return client.get(f"/{language}/agents/bar/", headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{at}"})


def test_agents_are_told_the_rule(policy, client, agent):
    client.force_login(agent)
    assert "Thirty days." in bar(client).content.decode()


def test_no_cache_keeps_it(policy, client, agent):
    client.force_login(agent)
    assert "no-store" in bar(client).headers["Cache-Control"]


@pytest.mark.parametrize(
    "at", ["/en/orders/returns/", "/en/orders/", "/en/orders/none/", "/en/wiki/rule/", "", "/en/%00/", "//x/y"]
)
def test_customers_find_nothing_on_any_page(policy, client, customer, at):
    client.force_login(customer)
    assert bar(client, at).status_code == 404


@pytest.mark.parametrize("at", ["/en/orders/returns/", "/en/orders/", "/en/orders/none/", "/en/wiki/rule/", ""])
def test_the_signed_out_are_sent_to_sign_in_on_any_page(policy, client, at):
    answer = bar(client, at)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/account/login/?next=%2Fen%2Fagents%2Fbar%2F")


@pytest.mark.parametrize("at", ["/en/orders/", "/en/orders/none/", "", "/en/%00/", "/ar/orders/", "/en/" + "x/" * 3000])
def test_where_there_is_nothing_agents_get_nothing(policy, client, agent, at):
    client.force_login(agent)
    assert bar(client, at).status_code == 204


def test_the_cached_page_is_the_same_with_a_policy_and_without(article, space, client):
    before = client.get("/en/orders/returns/").content
    add_page(space, PolicyPage, "Zephyr rule", rule="Thirty days.", public_page_id=article.pk)
    assert client.get("/en/orders/returns/").content == before


def test_the_place_is_on_every_public_page(home, client):
    add_page(home, CategoryPage, "Orders", slug="orders")
    assert 'hx-trigger="sanad:agent from:body once"' in client.get("/en/orders/").content.decode()


def test_it_is_not_on_pages_of_the_wiki(policy, client, agent):
    client.force_login(agent)
    assert "sanad:agent" not in client.get("/en/wiki/rule/").content.decode()


def test_the_menu_tells_the_browser_that_an_agent_reads(client, agent):
    client.force_login(agent)
    assert client.get("/en/account/menu/").headers["HX-Trigger"] == "sanad:agent"


def test_the_menu_of_customers_does_not(client, customer):
    client.force_login(customer)
    assert "HX-Trigger" not in client.get("/en/account/menu/").headers


def test_a_policy_of_a_space_for_others_is_not_told(policy, space, client, agent):
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    client.force_login(agent)
    assert bar(client).status_code == 204


def test_a_draft_of_a_policy_is_not_told(policy, client, agent):
    policy.unpublish()
    client.force_login(agent)
    assert bar(client).status_code == 204


def test_agents_are_told_what_an_article_was_written_from(space, article, client, agent):
    page = add_page(space, WikiPage, "Zephyr notes")
    ArticleOrigin.objects.create(wiki_page_id=page.pk, article_id=article.pk)
    client.force_login(agent)
    assert "Zephyr notes" in bar(client).content.decode()


def in_arabic(page, **fields):
    """A published translation of a page, its ancestors' translations made with it."""
    arabic = Locale.objects.get(language_code="ar")
    for each in page.get_ancestors(inclusive=True).filter(depth__gt=2):
        if not each.get_translations().filter(locale=arabic).exists():
            made = each.specific.copy_for_translation(arabic)
            for name, value in (fields if each.pk == page.pk else {}).items():
                setattr(made, name, value)
            made.save_revision().publish()
    return type(page).objects.get(translation_key=page.translation_key, locale=arabic)


def test_an_untranslated_policy_is_told_in_its_own_language_and_marked(policy, article, client, agent):
    twin = in_arabic(article)
    client.force_login(agent)
    text = bar(client, twin.link, "ar").content.decode()
    assert "Thirty days." in text and '<bdi lang="en">English</bdi>' in text


def test_a_translated_policy_is_told_in_the_language_of_the_reader(policy, article, client, agent):
    twin = in_arabic(article)
    in_arabic(policy, rule="ثلاثون يوما")
    client.force_login(agent)
    text = bar(client, twin.link, "ar").content.decode()
    assert "ثلاثون يوما" in text and "Thirty days." not in text


def test_a_space_lists_what_is_not_translated_yet_and_marks_it(policy, space, client, agent):
    twin = in_arabic(space)
    client.force_login(agent)
    text = client.get(twin.link).content.decode()
    assert "Zephyr rule" in text and '<bdi lang="en">English</bdi>' in text


def test_what_is_translated_stands_there_once(policy, space, client, agent):
    in_arabic(policy, title="القاعدة")
    client.force_login(agent)
    assert "Zephyr rule" not in client.get(SpacePage.objects.get(locale__language_code="ar").link).content.decode()


def test_a_passage_for_agents_in_a_public_article_leads_them_into_the_wiki(policy, article, client, agent):
    link = {"type": "rich_text", "value": f'<p><a linktype="page" id="{policy.pk}">the rule</a></p>'}
    article.body = [{"type": "audience", "value": {"audience": 2, "body": [link]}}]
    article.save_revision().publish()
    signed_out = client.get(article.link).content.decode()
    client.force_login(agent)
    assert 'href="/en/wiki/rule/"' in client.get(article.link).content.decode() and "the rule" not in signed_out


def test_a_link_into_the_wiki_is_no_link_for_customers(policy, article, client, customer):
    article.body = [{"type": "rich_text", "value": f'<p><a linktype="page" id="{policy.pk}">terms</a></p>'}]
    article.save_revision().publish()
    client.force_login(customer)
    text = client.get(article.link).content.decode()
    assert "terms" in text and "wiki/rule" not in text

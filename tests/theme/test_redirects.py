"""Old addresses lead to where a page is now, or to what is left above it, and tell nobody of what they may not see."""

from __future__ import annotations

import pytest
from wagtail.contrib.redirects.models import Redirect

from content.audiences import Audience
from content.models import HelpPage
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(home):
    return add_page(home, CategoryPage, "Returns", slug="returns")


@pytest.fixture
def other(home):
    return add_page(home, CategoryPage, "Other", slug="other")


@pytest.fixture
def article(shelf):
    return add_page(shelf, ArticlePage, "Send it back", slug="send")


@pytest.fixture
def after(django_capture_on_commit_callbacks):
    """Do something, and what follows its transaction."""

    def run(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)

    return run


def renamed(page, slug):
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def onward(client, address) -> str:
    response = client.get(address)
    return response.headers.get("Location", "") or str(response.status_code)


def test_every_page_below_a_renamed_category_keeps_its_old_address(shelf, article, after, client):
    after(renamed, shelf, "exchange")
    assert onward(client, "/en/returns/") == "/en/exchange/"
    assert onward(client, "/en/returns/send/") == "/en/exchange/send/"


def test_every_page_below_a_moved_category_keeps_its_old_address(shelf, other, article, after, client):
    after(shelf.move, other, pos="last-child")
    assert onward(client, "/en/returns/send/") == "/en/other/returns/send/"


def test_the_question_behind_an_old_address_does_not_hide_it(shelf, article, after, client):
    after(renamed, article, "sent")
    assert onward(client, "/en/returns/send/?utm=x") == "/en/returns/sent/"


def test_addresses_in_other_scripts_are_kept(homes, after, client):
    page = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="الإرجاع")
    after(renamed, page, "irja")
    assert onward(client, "/ar/الإرجاع/") == "/ar/irja/"


def test_a_page_that_moved_twice_is_reached_in_one_step(shelf, article, after, client):
    after(renamed, article, "second")
    after(renamed, article, "third")
    assert onward(client, "/en/returns/send/") == "/en/returns/third/"
    assert onward(client, "/en/returns/second/") == "/en/returns/third/"


def test_a_page_that_comes_back_is_at_its_address(shelf, article, after, client):
    after(renamed, article, "second")
    after(renamed, article, "send")
    assert onward(client, "/en/returns/send/") == "200"
    assert onward(client, "/en/returns/second/") == "/en/returns/send/"


def test_a_new_page_at_an_old_address_wins(shelf, article, after, client):
    after(renamed, article, "second")
    add_page(shelf, ArticlePage, "New", slug="send")
    assert onward(client, "/en/returns/send/") == "200"


def test_browsers_do_not_keep_the_redirect(shelf, article, after, client):
    after(renamed, article, "second")
    assert "no-cache" in client.get("/en/returns/send/").headers["Cache-Control"]


def test_a_deleted_category_leads_to_the_one_above(shelf, article, after, client):
    inner = add_page(shelf, CategoryPage, "Large", slug="large")
    add_page(inner, ArticlePage, "Sofas", slug="sofas")
    after(CategoryPage.objects.get(pk=inner.pk).delete)
    assert onward(client, "/en/returns/large/") == "/en/returns/"
    assert onward(client, "/en/returns/large/sofas/") == "/en/returns/"


def test_deleting_two_levels_one_after_the_other_still_leads_up(home, shelf, after, client):
    inner = add_page(shelf, CategoryPage, "Large", slug="large")
    after(CategoryPage.objects.get(pk=inner.pk).delete)
    after(CategoryPage.objects.get(pk=shelf.pk).delete)
    assert onward(client, "/en/returns/large/") == "/en/"


def test_an_old_address_of_a_deleted_page_leads_up_too(shelf, article, after, client):
    after(renamed, article, "second")
    after(ArticlePage.objects.get(pk=article.pk).delete)
    assert onward(client, "/en/returns/send/") == "/en/returns/"


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
def test_a_page_that_is_not_for_everybody_leaves_no_address(shelf, after, client, audience):
    page = add_page(shelf, ArticlePage, "Secret", slug="secret", audience=audience)
    after(renamed, page, "still-secret")
    after(ArticlePage.objects.get(pk=page.pk).delete)
    assert not Redirect.objects.exists()


def test_wiki_pages_leave_none(home, after):
    space = add_page(home, SpacePage, "Wiki", slug="wiki")
    add_page(space, WikiPage, "Tone", slug="tone")
    after(renamed, space, "intern")
    assert not Redirect.objects.exists()


def test_drafts_leave_none(shelf, after):
    page = add_page(shelf, ArticlePage, "Draft", slug="draft", live=False)
    page.slug = "other-draft"
    after(page.save)
    assert not Redirect.objects.exists()


def test_a_page_that_became_private_since_is_not_told_of(shelf, article, after, client, agent):
    after(renamed, article, "now-secret")
    page = ArticlePage.objects.get(pk=article.pk)
    page.audience = Audience.AGENT
    page.save()
    assert onward(client, "/en/returns/send/") == "404"
    client.force_login(agent)
    assert onward(client, "/en/returns/send/") == "/en/returns/now-secret/"


def test_what_an_editor_wrote_by_hand_stays(shelf, article, other, after, client):
    Redirect.add_redirect("/en/returns/send/", other)
    after(renamed, article, "second")
    assert onward(client, "/en/returns/send/") == "/en/other/"


def test_putting_pages_in_another_order_leaves_nothing(shelf, article, after):
    second = add_page(shelf, ArticlePage, "Second", slug="second")
    after(second.move, ArticlePage.objects.get(pk=article.pk), pos="left")
    assert not Redirect.objects.exists()


def test_a_branch_of_any_size_costs_the_same_number_of_queries(shelf, other, after, django_assert_max_num_queries):
    for number in range(30):
        add_page(shelf, ArticlePage, f"Article {number}", slug=f"a{number}")
    from theme.redirects.keeping import _moved

    page = HelpPage.objects.get(pk=shelf.pk)
    with django_assert_max_num_queries(9):
        _moved(page, "/help/old-returns/", page.url_path)
    assert Redirect.objects.count() == 31

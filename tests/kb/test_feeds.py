"""The Atom feed of a category: what everybody may see of it, in a form that readers of feeds take."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree
from wagtail.models import PageViewRestriction

from content.audiences import Audience
from faq_blocks.models import FaqPage
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def category(home):
    return add_page(home, CategoryPage, "Returns", slug="returns", summary="How things go back.")


@pytest.fixture
def article(category):
    return add_page(category, ArticlePage, "Send it back", slug="send", summary="In a box.")


def feed_of(client, path="/en/returns/feed.atom"):
    response = client.get(path)
    assert response.status_code == 200, path
    return ElementTree.fromstring(response.content)


def texts(feed, name):
    return [each.text for each in feed.iter(f"{ATOM}{name}")]


def test_it_lists_articles_with_summary_date_and_address(article, client):
    entry = feed_of(client).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Send it back"
    assert entry.find(f"{ATOM}summary").text == "In a box."
    assert entry.find(f"{ATOM}updated").text == article.last_published_at.isoformat()
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/en/returns/send/"


def test_it_has_what_the_format_demands(article, client):
    """RFC 4287, section 4.1.1: an id, a title, a date and an author; a link to itself is recommended."""
    feed = feed_of(client)
    assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    assert [each.get("href") for each in feed.findall(f"{ATOM}link") if each.get("rel") == "self"] == [
        "http://testserver/en/returns/feed.atom"
    ]


def test_articles_below_are_in_it_and_categories_are_not(category, article, client):
    below = add_page(category, CategoryPage, "Large things", slug="large")
    add_page(below, ArticlePage, "A sofa", slug="sofa")
    add_page(category, FaqPage, "Questions", slug="questions")
    assert set(texts(feed_of(client), "title")[1:]) == {"Send it back", "A sofa", "Questions"}


def test_the_newest_stands_first(category, article, client):
    add_page(category, ArticlePage, "Later", slug="later")
    assert texts(feed_of(client), "title")[1] == "Later"


def test_an_id_stays_when_the_page_moves_and_gets_another_title(home, article, client):
    before = texts(feed_of(client), "id")[1]
    other = add_page(home, CategoryPage, "Other", slug="other")
    article.title = "Renamed"
    article.save_revision().publish()
    article.move(other, "last-child")
    assert texts(feed_of(client, "/en/other/feed.atom"), "id")[1] == before


def test_translations_have_ids_of_their_own(homes, category, article, client):
    arabic = add_page(homes["ar"], CategoryPage, "الإرجاع", slug="returns", translation_key=category.translation_key)
    add_page(arabic, ArticlePage, "أعده", slug="send", translation_key=article.translation_key)
    feed = feed_of(client, "/ar/returns/feed.atom")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert set(texts(feed, "id")).isdisjoint(texts(feed_of(client), "id"))


@pytest.mark.parametrize("title", ["<b>&amp;</b>", "]]>", "a\x0bb\x00c", "</title><script>", "𝔘\ufffe", "عنوان"])
def test_every_title_can_be_written(category, client, title):
    add_page(category, ArticlePage, title.replace("\x00", ""), slug="odd")
    assert len(texts(feed_of(client), "title")) == 2


def test_pages_for_some_readers_are_not_in_it_for_anybody(category, client, customer, agent):
    add_page(category, ArticlePage, "For customers", slug="c", audience=Audience.CUSTOMER)
    add_page(category, ArticlePage, "For agents", slug="a", audience=Audience.AGENT)
    for user in (customer, agent):
        client.force_login(user)
        assert len(texts(feed_of(client), "title")) == 1


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.AGENT])
def test_a_closed_category_has_no_feed_even_for_its_readers(category, client, agent, audience):
    category.audience = audience
    category.save_revision().publish()
    client.force_login(agent)
    assert client.get("/en/returns/feed.atom").status_code == 404


def test_a_category_behind_a_password_has_none(category, client):
    PageViewRestriction.objects.create(page=category, restriction_type="password", password="sesame")
    assert client.get("/en/returns/feed.atom").status_code == 404


@pytest.mark.parametrize(
    "path", ["/en/returns/send/feed.atom", "/en/nothing/feed.atom", "/en/feed.atom", "/fa/returns/feed.atom"]
)
def test_only_categories_have_one(article, client, path):
    assert client.get(path).status_code == 404


def test_whoever_has_it_is_told_so(article, client):
    first = client.get("/en/returns/feed.atom")
    assert client.get("/en/returns/feed.atom", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.get("/en/returns/feed.atom", headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304


def test_an_article_that_was_taken_away_changes_the_feed(category, article, client):
    first = client.get("/en/returns/feed.atom")
    article.unpublish()
    again = client.get("/en/returns/feed.atom", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200


def test_it_may_be_kept_by_caches_and_holds_no_cookie(article, client):
    response = client.get("/en/returns/feed.atom")
    assert "public" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/en/returns/", "/en/returns/send/"])
def test_category_and_articles_name_it(article, client, path):
    link = '<link rel="alternate" type="application/atom+xml" title="Returns" href="/en/returns/feed.atom">'
    assert link in client.get(path).content.decode()


def test_a_closed_page_names_none(category, client, customer):
    add_page(category, ArticlePage, "Mine", slug="mine", audience=Audience.CUSTOMER)
    client.force_login(customer)
    assert "feed.atom" not in client.get("/en/returns/mine/").content.decode()

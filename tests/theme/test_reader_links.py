"""Links that plugins make lead where the reader may go."""

from __future__ import annotations

import pytest

from content.audiences import ANONYMOUS, Audience, Reader
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page
from theme.reader_links import links_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(home) -> CategoryPage:
    return add_page(home, CategoryPage, "Shelf")


def test_a_link_has_the_title_and_the_address_of_the_page(shelf):
    link = links_to([shelf.pk], reader=ANONYMOUS, language="en")[shelf.pk]
    assert (link.title, link.url) == ("Shelf", "/en/shelf/")


def test_a_link_leads_to_the_translation(shelf, homes):
    twin = shelf.copy_for_translation(homes["ar"].locale, copy_parents=True)
    twin.title = "رف"
    twin.save_revision().publish()
    assert links_to([shelf.pk], reader=ANONYMOUS, language="ar")[shelf.pk].title == "رف"


def test_without_a_translation_it_leads_to_the_page(shelf):
    assert links_to([shelf.pk], reader=ANONYMOUS, language="fa")[shelf.pk].title == "Shelf"


def test_what_the_reader_may_not_see_has_no_link(shelf):
    secret = add_page(shelf, ArticlePage, "Secret", audience=Audience.AGENT)
    assert links_to([secret.pk], reader=ANONYMOUS, language="en") == {}
    assert secret.pk in links_to([secret.pk], reader=Reader(Audience.AGENT), language="en")


def test_the_translation_of_a_page_that_is_hidden_has_no_link_either(shelf, homes):
    add_page(shelf, ArticlePage, "Other")
    secret = add_page(shelf, ArticlePage, "Secret", audience=Audience.AGENT)
    assert links_to([secret.pk, 0], reader=ANONYMOUS, language="en") == {}


def test_many_links_are_one_query(shelf, homes, django_assert_num_queries):
    pages = [add_page(shelf, ArticlePage, f"Page {number}") for number in range(5)]
    links_to([pages[0].pk], reader=ANONYMOUS, language="en")
    with django_assert_num_queries(1):
        links_to([page.pk for page in pages], reader=ANONYMOUS, language="en")


def test_no_links_are_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert links_to([], reader=ANONYMOUS, language="en") == {}
